import { describe, expect, test } from 'vitest'
import { decodeReturn } from './return'
import { chooserAddress, endsSession, isPublicPage } from './session'

describe('the end of a session', () => {
  test('is an answer that nobody is signed in', () => {
    expect(endsSession(401, 'meshery-server-1401')).toBe(true)
    expect(endsSession(401, '')).toBe(true)
  })

  test('is neither a wrong password nor a missing right', () => {
    expect(endsSession(401, 'meshery-server-1406')).toBe(false)
    expect(endsSession(401, 'meshery-server-1405')).toBe(false)
    expect(endsSession(401, 'meshery-server-1411')).toBe(false)
    expect(endsSession(403, 'meshery-server-1403')).toBe(false)
  })

  test('leads to the chooser and back', () => {
    const address = chooserAddress({ pathname: '/designs', search: '?search=shop' })
    expect(decodeReturn(new URL(address, 'http://here').searchParams.get('ref') ?? '')).toBe('/designs?search=shop')
  })

  test('means nothing where nobody needs to be signed in', () => {
    expect(['/provider', '/login', '/invite', '/device', '/authorize', '/'].filter(isPublicPage)).toEqual(['/provider', '/login', '/invite'])
  })
})
