import { act, screen } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { browser } from '../lib/browser'
import { listenIn, stream } from '../test/events'
import { rights, serve, visit } from '../test/render'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const NO_TOKENS = { 'GET /api/identity/tokens': { body: { page: 0, pageSize: 25, totalCount: 0, tokens: [] } } }

describe('an open page', () => {
  test('shows new rights when it is told of them', async () => {
    listenIn()
    serve({ ...rights(), ...NO_TOKENS })
    visit('/settings/tokens')
    await screen.findByTestId('empty-state')
    await vi.waitFor(() => expect(stream().url).toBe('/api/identity/session/stream'))
    expect(screen.queryByTestId('new-token')).toBeNull()
    serve({ ...rights('tokens.write'), ...NO_TOKENS })
    act(() => stream().say('rights', {}))
    await screen.findAllByTestId('new-token')
  })

  test('loads anew when somebody else signed in meanwhile', async () => {
    listenIn()
    const reload = vi.spyOn(browser, 'reload').mockReturnValue()
    serve({ ...rights(), ...NO_TOKENS })
    visit('/settings/tokens')
    await screen.findByTestId('empty-state')
    await vi.waitFor(() => stream())
    document.dispatchEvent(new Event('visibilitychange'))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(reload).not.toHaveBeenCalled()
    serve({ 'GET /api/user': { body: { id: 'u2', userId: 'grace', firstName: '', lastName: '', provider: 'Accounts' } } })
    document.dispatchEvent(new Event('visibilitychange'))
    await vi.waitFor(() => expect(reload).toHaveBeenCalled())
  })

  test('is left when its session is over', async () => {
    listenIn()
    const go = vi.spyOn(browser, 'go').mockReturnValue()
    serve({ ...rights(), ...NO_TOKENS })
    visit('/settings/tokens')
    await screen.findByTestId('empty-state')
    await vi.waitFor(() => stream())
    act(() => stream().say('ended', {}))
    expect(go).toHaveBeenCalledOnce()
    expect(go.mock.calls[0]?.[0]).toMatch(/^\/provider\?ref=/)
    expect(stream().readyState).toBe(2)
  })
})
