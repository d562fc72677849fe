/** Signing in, letting programs in, and who may do what: accounts with an issuer beside them. */
import type { Page } from 'playwright-core'
import { newHouse } from '../harness.ts'
import { EDSGER, HEDY, ISSUER, MARY } from '../issuer.ts'
import { ADA, ask, asStranger, choose, enter, fillPassword, signIn } from '../people.ts'

export async function people(shoot: (page: Page, name: string) => Promise<void>): Promise<void> {
  const house = await newHouse('issuer')
  const page = await asStranger(house)
  await page.goto(`${house.url}/provider`)
  for (const name of [ISSUER, 'Accounts']) await page.getByRole('region', { name }).getByText('online').waitFor()
  await shoot(page, 'provider-choice')

  await page.getByTestId('provider-Accounts').click()
  await page.getByTestId('setup-token').fill(house.setupToken)
  await page.getByTestId('login').fill(ADA.login)
  await page.getByTestId('first-name').fill('Ada')
  await page.getByTestId('last-name').fill('Lovelace')
  await page.getByTestId('email').fill('ada@example.org')
  await fillPassword(page, ADA.password)
  await page.getByTestId('set-up').click()
  await page.waitForURL(`${house.url}/`)
  await choose(page, 'Sign out')
  await page.goto(`${house.url}/login`)
  await page.getByTestId('sign-in').waitFor()
  await shoot(page, 'login')
  await signIn(page, ADA)
  await page.waitForURL(`${house.url}/`)

  await choose(page, 'Get token')
  await page.getByTestId('token-reveal').waitFor()
  await shoot(page, 'get-token')

  await page.goto(`${house.url}/settings/tokens`)
  await makeToken(page, 'deploy pipeline', ['designs.read', 'designs.write'])
  await makeToken(page, 'nightly backup', ['designs.read'])
  await shoot(page, 'api-tokens')

  const { body } = await ask(house, 'POST', '/api/auth/device', { body: { client_id: 'mesheryctl on build-7' } })
  await page.goto(`${house.url}/device?code=${String(body['user_code'])}`)
  await page.getByTestId('approve').waitFor()
  await shoot(page, 'device')

  for (const who of [HEDY, EDSGER, MARY]) await enter(house, await asStranger(house), who)
  await page.goto(`${house.url}/admin/users`)
  await page.getByRole('row').nth(4).waitFor()
  await shoot(page, 'users')

  await page.goto(`${house.url}/docs/`)
  await page.locator('.auth-wrapper .authorize').click()
  await page.locator('#auth-bearer-value').fill('eyJhbGciOiJFZERT…')
  await shoot(page, 'swagger-authorize')
  await house.stop()
}

async function makeToken(page: Page, name: string, keys: string[]): Promise<void> {
  await page.getByTestId('new-token').first().click()
  await page.getByTestId('token-name').fill(name)
  await page.getByTestId('token-some').click()
  for (const key of keys) await page.getByTestId(`key-${key}`).click()
  await page.getByTestId('token-submit').click()
  await page.getByTestId('token-done').click()
  await page.getByRole('cell', { name, exact: true }).waitFor()
}
