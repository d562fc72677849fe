/** Where to go after signing in, as addresses carry it in `ref`: unpadded base64url of a path of this server. */

/** Wraps a path for `ref`. */
export function encodeReturn(path: string): string {
  const bytes = new TextEncoder().encode(path)
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/**
 * Unwraps `ref`. Whatever is not plainly a path of this server becomes `/`: the address may come from anybody,
 * and browsers read `//host`, `/\host` and `/<tab>/host` as other servers.
 */
export function decodeReturn(ref: string | undefined): string {
  if (!ref || !/^[\w-]+$/.test(ref)) return '/'
  const path = fromBase64(ref.replaceAll('-', '+').replaceAll('_', '/'))
  if (path === undefined || !path.startsWith('/') || path.startsWith('//')) return '/'
  return Array.from(path).some(isTreacherous) ? '/' : path
}

const isTreacherous = (char: string) => char === '\\' || char <= ' ' || char === '\u007f'

function fromBase64(text: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
