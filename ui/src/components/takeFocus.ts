/**
 * A `ref` for what takes the place of a form that was sent: the button that had the focus is gone, and whoever
 * listens to the page has to hear what came of it.
 */
export const takeFocus = (node: HTMLElement | null) => node?.focus()
