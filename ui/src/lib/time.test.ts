import { expect, test } from 'vitest'
import { ago } from './time'

test('times are told in words', () => {
  const now = Date.parse('2026-01-02T12:00:00Z')
  expect(ago('2026-01-02T11:59:40Z', now)).toBe('just now')
  expect(ago('2026-01-02T11:00:00Z', now)).toBe('1 hour ago')
  expect(ago('2026-01-01T12:00:00Z', now)).toBe('yesterday')
})
