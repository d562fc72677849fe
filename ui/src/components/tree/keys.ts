/** Where the keys of a tree lead, as the ARIA practices have it. */

export const itemsOf = (tree: Element) => [...tree.querySelectorAll<HTMLElement>('[role=treeitem]')]

/** The item a key leads to from another. */
export function move(tree: Element, from: HTMLElement, key: string): HTMLElement | undefined {
  const items = itemsOf(tree)
  const index = items.indexOf(from)
  switch (key) {
    case 'ArrowDown':
      return items[index + 1]
    case 'ArrowUp':
      return items[index - 1]
    case 'Home':
      return items[0]
    case 'End':
      return items.at(-1)
    case 'ArrowRight':
      return from.nextElementSibling?.querySelector<HTMLElement>('[role=treeitem]') ?? undefined
    case 'ArrowLeft':
      return parentOf(from)
    default:
      return undefined
  }
}

/** An item's group stands beside it, not in it: so the words of an item are its own. */
function parentOf(item: HTMLElement): HTMLElement | undefined {
  const before = item.closest('[role=group]')?.previousElementSibling
  return before instanceof HTMLElement ? before : undefined
}

/** The next item whose text begins with what was typed. A longer text may still be about the item it began with. */
export function startsWith(tree: Element, from: HTMLElement, typed: string): HTMLElement | undefined {
  const items = itemsOf(tree)
  const index = items.indexOf(from) + (typed.length > 1 ? 0 : 1)
  const wanted = typed.toLowerCase()
  return [...items.slice(index), ...items.slice(0, index)].find((item) => item.dataset['text']?.toLowerCase().startsWith(wanted))
}

/** Letters typed within this time belong together. */
const TOGETHER_MS = 700

/** Puts letters together as long as they follow each other quickly. */
export function newTyping(): (letter: string, atMs: number) => string {
  let typed = ''
  let lastMs = 0
  return (letter, atMs) => {
    typed = atMs - lastMs < TOGETHER_MS ? typed + letter : letter
    lastMs = atMs
    return typed
  }
}

/** Whether a key is a letter or a digit, without Ctrl, Alt or Meta. `/` and `?` belong to the page. */
export const isLetter = (event: { key: string; ctrlKey: boolean; altKey: boolean; metaKey: boolean }) =>
  /^[\p{L}\p{N}]$/u.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey
