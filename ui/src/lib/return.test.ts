import { describe, expect, test } from 'vitest'
import { decodeReturn, encodeReturn } from './return'

describe('where to go after signing in', () => {
  test.each(['/', '/designs?search=shop&page=2', '/designs/7f9c?find=gr%C3%BC%C3%9Fe', '/größe', '/device?code=WDJB-MJHT'])(
    'comes back as it was: %s',
    (path) => {
      expect(encodeReturn(path)).toMatch(/^[\w-]+$/)
      expect(decodeReturn(encodeReturn(path))).toBe(path)
    },
  )

  test.each(['//evil.example', '/\\evil.example', '/\t/evil.example', '\\/evil.example', 'https://evil.example', 'javascript:alert(1)', 'designs', ''])(
    'never leaves this server: %j',
    (path) => expect(decodeReturn(encodeReturn(path))).toBe('/'),
  )

  test.each([undefined, '', 'not base64!', 'L2Rl=', '_w', '/designs'])('is the dashboard when it is not understood: %j', (ref) => {
    expect(decodeReturn(ref)).toBe('/')
  })
})
