import { describe, expect, test } from 'vitest'
import { isLoopback, leadsTo, refusal } from './loopback'

describe('addresses of programs on this machine', () => {
  test.each(['http://127.0.0.1:49152/callback', 'http://[::1]:5000/', 'http://localhost/cb?a=b'])('are let through: %s', (address) => {
    expect(isLoopback(address)).toBe(true)
  })

  test.each([
    'https://127.0.0.1/callback',
    'http://127.0.0.1.evil.example/',
    'http://localhost.evil.example/',
    'http://localhost@evil.example/',
    'http://user@localhost/',
    'http://10.0.0.1/',
    'http://localhost/#there',
    'javascript:alert(1)',
    'mesheryctl://callback',
    '/callback',
    '',
  ])('others are not: %s', (address) => expect(isLoopback(address)).toBe(false))

  test('hear of a refusal', () => {
    expect(refusal('http://127.0.0.1:4000/cb?x=1', 's p')).toBe('http://127.0.0.1:4000/cb?x=1&error=access_denied&state=s+p')
  })

  test('are where an answer leads', () => {
    expect(leadsTo('http://127.0.0.1:4000/cb?code=1', 'http://127.0.0.1:4000/cb')).toBe(true)
    expect(leadsTo('http://127.0.0.1:4001/cb?code=1', 'http://127.0.0.1:4000/cb')).toBe(false)
    expect(leadsTo('nonsense', 'http://127.0.0.1:4000/cb')).toBe(false)
  })
})
