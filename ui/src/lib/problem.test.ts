import { describe as suite, expect, test } from 'vitest'
import { describe, toProblem } from './problem'

suite('problems', () => {
  test('keep code, remedy and place', async () => {
    const body = { detail: 'line 3: bad', code: 'meshery-server-1012', suggestedRemediation: ['fix it'], location: { line: 3, column: 1 } }
    const problem = await toProblem(new Response(JSON.stringify(body), { status: 400 }))
    expect(problem).toMatchObject({ status: 400, message: 'line 3: bad', code: 'meshery-server-1012', remedies: ['fix it'] })
    expect(problem.location?.line).toBe(3)
  })

  test('survive answers that are not JSON', async () => {
    const problem = await toProblem(new Response('<html>bad gateway</html>', { status: 502 }))
    expect(problem.message).toContain('bad gateway')
  })

  test('say how long to wait', async () => {
    const problem = await toProblem(new Response('{"detail":"too many attempts"}', { status: 429, headers: { 'retry-after': '30' } }))
    expect(problem.waitSeconds).toBe(30)
    const date = await toProblem(new Response('{}', { status: 503, headers: { 'retry-after': 'Fri, 31 Dec 2027 23:59:59 GMT' } }))
    expect(date.waitSeconds).toBeUndefined()
  })

  test('tell an absent server from other faults', () => {
    expect(describe(new TypeError('fetch failed')).title).toBe('the server does not answer')
    expect(describe('odd').message).toBe('odd')
  })
})
