import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { browser } from '../../lib/browser'
import { rights, serve, show, visit } from '../../test/render'
import { Consent } from './AuthorizePage'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const REQUEST = { client_id: 'mesheryctl', redirect_uri: 'http://127.0.0.1:4000/cb', state: 's', code_challenge: 'c', code_challenge_method: 'S256' }
const ROUTE = 'POST /api/auth/authorize'

describe('a program on this machine', () => {
  test('gets its answer where it waits', async () => {
    const go = vi.spyOn(browser, 'go').mockReturnValue()
    const sent = serve({ [ROUTE]: { body: { redirectTo: 'http://127.0.0.1:4000/cb?code=1&state=s' } } })
    show(<Consent request={REQUEST} />)
    await userEvent.click(screen.getByTestId('approve'))
    await vi.waitFor(() => expect(go).toHaveBeenCalledWith('http://127.0.0.1:4000/cb?code=1&state=s'))
    expect(sent).toEqual([{ route: ROUTE, body: REQUEST }])
  })

  test('gets it nowhere else', async () => {
    const go = vi.spyOn(browser, 'go').mockReturnValue()
    serve({ [ROUTE]: { body: { redirectTo: 'http://127.0.0.1:6666/cb?code=1' } } })
    show(<Consent request={REQUEST} />)
    await userEvent.click(screen.getByTestId('approve'))
    expect((await screen.findByTestId('form-problem')).textContent).toContain('elsewhere')
    expect(go).not.toHaveBeenCalled()
  })

  test('hears of a refusal without the server being asked', async () => {
    const go = vi.spyOn(browser, 'go').mockReturnValue()
    const sent = serve({})
    show(<Consent request={REQUEST} />)
    await userEvent.click(screen.getByTestId('deny'))
    expect(go).toHaveBeenCalledWith('http://127.0.0.1:4000/cb?error=access_denied&state=s')
    expect(sent).toEqual([])
  })

  test('elsewhere is refused visibly', async () => {
    serve(rights())
    visit('/authorize?client_id=x&redirect_uri=https%3A%2F%2Fevil.example%2F&state=s')
    expect((await screen.findByTestId('not-loopback')).textContent).toContain('https://evil.example/')
    expect(screen.queryByTestId('approve')).toBeNull()
  })
})

describe('a program on another screen', () => {
  test('is shown by its code before anybody decides', async () => {
    const sent = serve({
      ...rights(),
      'GET /api/auth/device/WDJB-MJHT': { body: { userCode: 'WDJB-MJHT', client: 'mesheryctl on build-7', createdAt: '2026-01-01T00:00:00Z', expiresAt: '2026-01-01T00:10:00Z' } },
      'POST /api/auth/device/WDJB-MJHT': { status: 204 },
    })
    visit('/device?code=wdjbmjht')
    expect((await screen.findByTestId('client')).textContent).toBe('mesheryctl on build-7')
    expect(sent.some(({ route }) => route.startsWith('POST'))).toBe(false)
    await userEvent.click(screen.getByTestId('approve'))
    await screen.findByText('It is let in')
    expect(sent.at(-1)).toEqual({ route: 'POST /api/auth/device/WDJB-MJHT', body: { approve: true } })
  })

  test('with an unknown code gets another chance', async () => {
    serve({ ...rights(), 'GET /api/auth/device/WDJB-MJHT': { status: 404, body: { detail: 'no program waits with the code', code: 'meshery-server-1408' } } })
    visit('/device?code=WDJB-MJHT')
    expect((await screen.findByTestId('form-problem')).textContent).toContain('No program waits with the code.')
    expect(screen.getByTestId('user-code')).toHaveProperty('value', 'WDJB-MJHT')
  })
})
