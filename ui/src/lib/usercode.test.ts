import { expect, test } from 'vitest'
import { isUserCode, toUserCode } from './usercode'

test.each([
  ['wdjb-mjht', 'WDJB-MJHT'],
  [' WDJB mjht ', 'WDJB-MJHT'],
  ['wdjbmjhtx', 'WDJB-MJHT'],
  ['wdj', 'WDJ'],
  ['', ''],
])('%j is the code %j', (typed, code) => expect(toUserCode(typed)).toBe(code))

test('half a code is none', () => {
  expect(isUserCode('WDJB-MJHT')).toBe(true)
  expect(isUserCode('WDJB-MJ')).toBe(false)
})
