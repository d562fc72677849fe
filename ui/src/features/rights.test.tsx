import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { browser } from '../lib/browser'
import { rights, serve, visit } from '../test/render'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const DESIGNS = {
  'GET /api/pattern': {
    body: { page: 0, pageSize: 25, totalCount: 1, patterns: [{ id: 'd1', name: 'shop', designType: 'Design', componentCount: 1, relationshipCount: 0, updatedAt: '2026-01-01T00:00:00Z' }] },
  },
}
const LOOKS = ['designs.read', 'registry.read']

async function entries(name: string) {
  await userEvent.click(await screen.findByRole('button', { name }))
  return (await screen.findAllByRole('menuitem')).map((item) => item.textContent)
}

describe('rights', () => {
  test('of an editor open import and deletion', async () => {
    serve({ ...rights(...LOOKS, 'designs.write', 'designs.delete'), ...DESIGNS })
    visit('/designs')
    await screen.findByTestId('import')
    expect(await entries('Actions for shop')).toContain('Delete')
  })

  test('of a viewer open neither', async () => {
    serve({ ...rights(...LOOKS), ...DESIGNS })
    visit('/designs?import=true')
    expect(await entries('Actions for shop')).not.toContain('Delete')
    expect(screen.queryByTestId('import')).toBeNull()
    expect(screen.queryByTestId('import-text')).toBeNull()
  })

  test('that are missing close a whole page and its link', async () => {
    serve(rights('designs.read'))
    visit('/registry')
    await screen.findByText('You may not see this')
    expect(screen.queryByRole('link', { name: 'Registry' })).toBeNull()
    expect(screen.getByRole('link', { name: 'Designs' })).toBeDefined()
  })

  test('decide what the menu of a user offers', async () => {
    serve(rights(...LOOKS))
    const { unmount } = visit('/settings/tokens')
    const few = await entries('User')
    expect(few).toContain('Sign out')
    expect(few).not.toContain('Users and roles')
    expect(screen.queryByTestId('new-token')).toBeNull()
    unmount()
    serve({ ...rights(...LOOKS, 'roles.read', 'tokens.write') })
    visit('/settings/tokens')
    await screen.findAllByTestId('new-token')
    expect(await entries('User')).toContain('Users and roles')
  })

  test('refused by the server are told from failures', async () => {
    serve({ ...rights(...LOOKS), 'GET /api/pattern': { status: 403, body: { detail: 'the right is missing', code: 'meshery-server-1403' } } })
    visit('/designs')
    await screen.findByText('You may not see this')
    expect(screen.queryByTestId('error-panel')).toBeNull()
  })
})

// Last: whoever has left a page has left it for good.
test('nobody signed in leads to the chooser, once', async () => {
  const go = vi.spyOn(browser, 'go').mockReturnValue()
  const nobody = { status: 401, body: { detail: 'nobody is signed in', code: 'meshery-server-1401' } }
  serve({ 'GET /api/user': nobody, 'GET /api/pattern': nobody, 'GET /api/identity/orgs': nobody })
  visit('/designs')
  await vi.waitFor(() => expect(go).toHaveBeenCalled())
  await screen.findAllByRole('alert')
  expect(go).toHaveBeenCalledOnce()
  expect(go.mock.calls[0]?.[0]).toMatch(/^\/provider\?ref=/)
})
