/** People of the stories with accounts, and what they do again and again. */
import type { Page } from 'playwright-core'
import { type House, type Keys, newPage } from './harness.ts'
import { ISSUER, type Issuer, type Person } from './issuer.ts'

export const ADA = { login: 'ada', password: 'a lovely long pass phrase' }
export const GRACE = { login: 'grace', password: 'nanoseconds of copper wire' }

/** Cookies of those who are signed in, handed from story to story. */
export const keys: { ada?: Keys; grace?: Keys; edsger?: Keys } = {}

/** A page nobody has been on yet. */
export const asStranger = (house: House, theme?: 'light' | 'dark') => newPage(house, { isChosen: false, ...(theme ? { theme } : {}) })

/** A page of the first administrator. */
export const asAda = (house: House, options: { theme?: 'light' | 'dark'; allowed?: string[] } = {}) => newPage(house, { keys: held('ada'), ...options })

/** A page of the invited viewer. */
export const asGrace = (house: House) => newPage(house, { keys: held('grace') })

function held(who: keyof typeof keys): Keys {
  const found = keys[who]
  if (!found) throw new Error(`${who} has not signed in: an earlier story failed`)
  return found
}

/** Keeps what a page is signed in with for later stories. */
export async function keep(page: Page, who: keyof typeof keys): Promise<void> {
  keys[who] = await page.context().storageState()
}

export async function signIn(page: Page, who: { login: string; password: string }): Promise<void> {
  await page.getByTestId('login').fill(who.login)
  await page.getByTestId('password').fill(who.password)
  await page.getByTestId('sign-in').click()
}

export function issuerOf(house: House): Issuer {
  if (!house.issuer) throw new Error('this house has no issuer')
  return house.issuer
}

/** Signs in on the issuer's own page. */
export async function fillForm(page: Page, who: Person): Promise<void> {
  await page.getByLabel('Name').fill(who.login)
  await page.getByLabel('Password').fill(who.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Goes to a page as somebody the issuer has to ask. */
export async function enter(house: House, page: Page, who: Person, path = '/'): Promise<void> {
  await page.goto(`${house.url}${path}`)
  await page.getByTestId(`provider-${ISSUER}`).click()
  await page.waitForURL(`${issuerOf(house).url}/interaction/*`)
  await fillForm(page, who)
  await page.waitForURL(`${house.url}${path}`)
}

/** Fills the password fields of a form that asks twice. */
export async function fillPassword(page: Page, password: string): Promise<void> {
  await page.getByTestId('password').fill(password)
  await page.getByTestId('password-again').fill(password)
}

/** Opens one's own menu and takes an entry. */
export async function choose(page: Page, entry: string): Promise<void> {
  await page.getByTestId('user-menu').click()
  await page.getByRole('menuitem', { name: entry }).click()
}

/** Takes an entry of the menu of a row. */
export async function chooseFor(page: Page, row: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${row}` }).click()
  await page.getByRole('menuitem', { name: entry }).click()
}

/** Asks the server without a browser, as a program does. */
export async function ask(house: House, method: string, path: string, options: { token?: string; body?: unknown } = {}): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(house.url + path, {
    method,
    headers: {
      ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {} }
}

/** Shows the token file of a dialog and reads it. */
export async function revealToken(page: Page): Promise<{ token: string; 'meshery-provider': string }> {
  await page.getByTestId('token-reveal').click()
  return JSON.parse((await page.getByTestId('token-file').textContent()) ?? '') as { token: string; 'meshery-provider': string }
}
