import { act, screen } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Provider } from '../../api/client'
import { listenIn, stream } from '../../test/events'
import { serve, visit } from '../../test/render'

afterEach(() => vi.unstubAllGlobals())

const provider = (name: string): Provider => ({ provider_type: 'remote', provider_name: name, provider_description: [], sign_in: 'redirect', capabilities: [] })
const PROVIDERS = { 'GET /api/providers': { body: { Dex: provider('Dex'), Corp: provider('Corp') } } }
const say = (key: string, status: string, error?: string) => act(() => stream().say('provider', { key, status, properties: provider(key), error }))

describe('the chooser', () => {
  test('follows who can be reached until all can', async () => {
    listenIn()
    serve(PROVIDERS)
    visit('/provider')
    await screen.findByRole('link', { name: 'Sign in with Dex' })
    say('Dex', 'checking')
    expect(screen.getByText('checking')).toBeDefined()
    say('Dex', 'offline', 'the issuer does not answer')
    expect(screen.queryByRole('link', { name: 'Sign in with Dex' })).toBeNull()
    expect(screen.getByText('The issuer does not answer')).toBeDefined()
    say('Dex', 'online')
    expect(screen.getByRole('link', { name: 'Sign in with Dex' })).toBeDefined()
    expect(stream().readyState).toBe(1)
    say('Corp', 'online')
    expect(stream().readyState).toBe(2)
  })

  test('offers everybody where there is no such stream', async () => {
    serve(PROVIDERS)
    visit('/provider')
    await screen.findByRole('link', { name: 'Sign in with Dex' })
    expect(screen.getByRole('link', { name: 'Sign in with Corp' })).toBeDefined()
  })

  test('explains a sign-in that failed by its code, and repeats no other text', async () => {
    serve(PROVIDERS)
    const { unmount } = visit('/provider?error=meshery-server-1420')
    const alert = await screen.findByTestId('sign-in-error')
    expect(alert.querySelector('a')?.getAttribute('href')).toBe('/errors/meshery-server-1420')
    unmount()
    visit('/provider?error=call+0900+now')
    await screen.findByRole('link', { name: 'Sign in with Dex' })
    expect(screen.queryByTestId('sign-in-error')).toBeNull()
  })
})
