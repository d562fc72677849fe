/** Leaves the page, so that nothing one user has loaded is there for the next. A member, so that tests can watch it. */
export const browser = {
  go: (address: string) => location.assign(address),
  reload: () => location.reload(),
}
