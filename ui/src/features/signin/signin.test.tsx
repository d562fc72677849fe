import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { serve, show } from '../../test/render'
import { ProviderCard } from './Chooser'
import { AcceptForm } from './InvitePage'
import { SetUpForm } from './SetUpForm'
import { SignInForm } from './SignInForm'

afterEach(() => vi.unstubAllGlobals())

const LOGIN = 'POST /api/identity/accounts/login'

async function signIn() {
  await userEvent.type(screen.getByTestId('login'), ' ada ')
  await userEvent.type(screen.getByTestId('password'), 'secret')
  await userEvent.click(screen.getByTestId('sign-in'))
}

describe('signing in', () => {
  test('sends name and password and goes on', async () => {
    const sent = serve({ [LOGIN]: { body: { id: 'u1' } } })
    const onDone = vi.fn()
    show(<SignInForm onDone={onDone} />)
    await signIn()
    await vi.waitFor(() => expect(onDone).toHaveBeenCalledOnce())
    expect(sent).toEqual([{ route: LOGIN, body: { login: 'ada', password: 'secret' } }])
  })

  test('shows what the server says against it', async () => {
    serve({ [LOGIN]: { status: 401, body: { detail: 'the name or the password is wrong', code: 'meshery-server-1406', suggestedRemediation: ['Ask an administrator.'] } } })
    const onDone = vi.fn()
    show(<SignInForm onDone={onDone} />)
    await signIn()
    const alert = await screen.findByTestId('form-problem')
    expect(alert.textContent).toContain('The name or the password is wrong.')
    expect(alert.textContent).toContain('Ask an administrator.')
    expect(onDone).not.toHaveBeenCalled()
  })

  test('says how long to wait after too many attempts', async () => {
    serve({ [LOGIN]: { status: 429, body: { detail: 'too many attempts', code: 'meshery-server-1407' }, headers: { 'retry-after': '42' } } })
    show(<SignInForm onDone={vi.fn()} />)
    await signIn()
    expect((await screen.findByTestId('form-problem')).textContent).toContain('Try again in 42 seconds.')
  })
})

describe('a new account', () => {
  test('is not asked for with passwords that differ or are short', async () => {
    const sent = serve({})
    show(<AcceptForm code="c0de" onDone={vi.fn()} />)
    await userEvent.type(screen.getByTestId('login'), 'grace')
    await userEvent.type(screen.getByTestId('password'), 'too short')
    await userEvent.click(screen.getByTestId('accept'))
    expect(screen.getByText('At least 12 characters')).toBeDefined()
    await userEvent.type(screen.getByTestId('password'), ' to be good')
    await userEvent.type(screen.getByTestId('password-again'), 'something else')
    expect(screen.getByText('The two are not the same')).toBeDefined()
    await userEvent.click(screen.getByTestId('accept'))
    expect(sent).toEqual([])
  })

  test('takes the code of the invitation along', async () => {
    const route = 'POST /api/identity/accounts/accept'
    const sent = serve({ [route]: { status: 201, body: { id: 'u2' } } })
    const onDone = vi.fn()
    show(<AcceptForm code="c0de" onDone={onDone} />)
    await userEvent.type(screen.getByTestId('login'), 'grace')
    await userEvent.type(screen.getByTestId('password'), 'nanoseconds of wire')
    await userEvent.type(screen.getByTestId('password-again'), 'nanoseconds of wire')
    await userEvent.click(screen.getByTestId('accept'))
    await vi.waitFor(() => expect(onDone).toHaveBeenCalledOnce())
    expect(sent[0]?.body).toEqual({ code: 'c0de', login: 'grace', firstName: '', lastName: '', password: 'nanoseconds of wire' })
  })

  test('of the first administrator needs the token the server printed', async () => {
    const route = 'POST /api/identity/accounts/setup'
    const sent = serve({ [route]: { status: 401, body: { detail: 'the setup token is wrong', code: 'meshery-server-1405' } } })
    show(<SetUpForm onDone={vi.fn()} />)
    await userEvent.type(screen.getByTestId('login'), 'ada')
    await userEvent.type(screen.getByTestId('password'), 'nanoseconds of wire')
    await userEvent.type(screen.getByTestId('password-again'), 'nanoseconds of wire')
    await userEvent.click(screen.getByTestId('set-up'))
    expect(screen.getByText('The token is needed')).toBeDefined()
    expect(sent).toEqual([])
    await userEvent.type(screen.getByTestId('setup-token'), 'abc')
    await userEvent.click(screen.getByTestId('set-up'))
    expect((await screen.findByTestId('form-problem')).textContent).toContain('The setup token is wrong.')
  })
})

describe('a provider', () => {
  const provider = { provider_type: 'remote', provider_name: 'Dex', provider_description: ['Single sign-on'], sign_in: 'redirect' as const, capabilities: [] }

  test('is chosen with the way back kept', () => {
    show(<ProviderCard provider={provider} status={undefined} reference="L2Rlc2lnbnM" />)
    expect(screen.getByRole('link', { name: 'Sign in with Dex' }).getAttribute('href')).toBe('/api/provider?provider=Dex&ref=L2Rlc2lnbnM')
  })

  test('that is out of reach says why and can not be chosen', () => {
    show(<ProviderCard provider={provider} status={{ key: 'Dex', status: 'offline', properties: provider, error: 'the issuer does not answer' }} reference={undefined} />)
    expect(screen.getByText('The issuer does not answer')).toBeDefined()
    expect(screen.queryByRole('link')).toBeNull()
    expect(screen.getByTestId('provider-Dex')).toHaveProperty('disabled', true)
  })
})
