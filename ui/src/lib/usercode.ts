/** Writes the code of a device as the terminal shows it, however it was typed. */
export function toUserCode(typed: string): string {
  const letters = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '').slice(0, 8)
  return letters.length > 4 ? `${letters.slice(0, 4)}-${letters.slice(4)}` : letters
}

/** Tells whether a code is all there. */
export const isUserCode = (code: string) => /^[A-Z0-9]{4}-[A-Z0-9]{4}$/.test(code)
