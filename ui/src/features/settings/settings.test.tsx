import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Key } from '../../api/client'
import { browser } from '../../lib/browser'
import { serve, show } from '../../test/render'
import { NewTokenDialog } from './NewTokenDialog'
import { PasswordForm } from './PasswordForm'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const KEYS: Key[] = ['designs.read', 'designs.write'].map((key) => ({ id: key, key, owner: '', function: key, category: 'Designs', subcategory: '', description: '' }))
const TOKENS = 'POST /api/identity/tokens'
const MADE = { id: 't1', owner: 'u1', name: 'ci', scopes: [], provider: 'Accounts', createdAt: '', expiresAt: '', accessToken: 'eyJ.very.secret' }

describe('a new API token', () => {
  test('for no permission can not be made: it would be good for all', async () => {
    const sent = serve({ [TOKENS]: { status: 201, body: MADE } })
    show(<NewTokenDialog keys={KEYS} onClose={vi.fn()} />)
    await userEvent.type(screen.getByTestId('token-name'), 'ci')
    await userEvent.click(screen.getByTestId('token-some'))
    expect(screen.getByTestId('token-submit')).toHaveProperty('disabled', true)
    await userEvent.click(screen.getByTestId('key-designs.read'))
    await userEvent.click(screen.getByTestId('token-submit'))
    await screen.findByTestId('token-file')
    expect(sent).toEqual([{ route: TOKENS, body: { name: 'ci', scopes: ['designs.read'], expiresInDays: 30 } }])
  })

  test('is shown once, and only when asked for', async () => {
    serve({ [TOKENS]: { status: 201, body: MADE } })
    const onClose = vi.fn()
    show(<NewTokenDialog keys={KEYS} onClose={onClose} />)
    await userEvent.type(screen.getByTestId('token-name'), 'ci')
    await userEvent.click(screen.getByTestId('token-submit'))
    const file = await screen.findByTestId('token-file')
    expect(file.textContent).not.toContain(MADE.accessToken)
    await userEvent.click(screen.getByTestId('token-reveal'))
    expect(JSON.parse(file.textContent ?? '')).toEqual({ 'meshery-provider': 'Accounts', token: MADE.accessToken })
    await userEvent.keyboard('{Escape}')
    expect(onClose).not.toHaveBeenCalled()
    await userEvent.click(screen.getByTestId('token-done'))
    expect(onClose).toHaveBeenCalledOnce()
  })
})

describe('a new password', () => {
  test('with the wrong present one is refused without signing anybody out', async () => {
    const go = vi.spyOn(browser, 'go').mockReturnValue()
    serve({ 'PUT /api/identity/accounts/password': { status: 401, body: { detail: 'the present password is wrong', code: 'meshery-server-1406' } } })
    show(<PasswordForm login="ada" />)
    await userEvent.type(screen.getByTestId('password-current'), 'guess')
    await userEvent.type(screen.getByTestId('password'), 'nanoseconds of wire')
    await userEvent.type(screen.getByTestId('password-again'), 'nanoseconds of wire')
    await userEvent.click(screen.getByTestId('password-submit'))
    expect((await screen.findByTestId('form-problem')).textContent).toContain('The present password is wrong.')
    expect(go).not.toHaveBeenCalled()
  })
})
