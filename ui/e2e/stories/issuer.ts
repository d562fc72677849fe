/** Signing in at an OpenID Connect issuer, with built-in accounts beside it. */
import { strict as assert } from 'node:assert'
import type { Page } from 'playwright-core'
import { SHOP } from '../fixtures.ts'
import { type House, newPage, type Stories } from '../harness.ts'
import { EDSGER, HEDY, ISSUER, MARY, type Person } from '../issuer.ts'
import { asStranger, choose, enter, fillForm, fillPassword, issuerOf, keep, keys } from '../people.ts'

const FAILED = /\/provider\?error=meshery-server-1410$/

export const issuer: Stories = {
  'the chooser shows who vouches for people and that they can be reached': async (house) => {
    const page = await asStranger(house)
    await page.goto(`${house.url}/provider`)
    for (const name of [ISSUER, 'Accounts']) {
      await page.getByRole('region', { name }).getByRole('status').getByText('online').waitFor()
      assert.ok(await page.getByTestId(`provider-${name}`).isEnabled(), `${name} can be chosen`)
    }
  },

  'a deep link leads through the issuer to where one wanted to go, with the role of the group': async (house) => {
    const page = await asStranger(house)
    await page.goto(`${house.url}/designs?search=shop`)
    await page.waitForURL(/\/provider\?ref=/)
    await page.getByTestId(`provider-${ISSUER}`).click()
    await page.waitForURL(`${issuerOf(house).url}/interaction/*`)
    await fillForm(page, { ...EDSGER, password: 'not his password' })
    await page.getByText('Wrong name or password').waitFor()
    await fillForm(page, EDSGER)
    await page.waitForURL(`${house.url}/designs?search=shop`)
    assert.deepEqual(await whoAmI(page), { login: 'edsger', provider: ISSUER, roles: ['editor'] })
    await page.getByTestId('user-menu').click()
    await page.getByText(`Edsger Dijkstra · provider ${ISSUER}`).waitFor()
    await page.keyboard.press('Escape')
    await page.getByTestId('import').click()
    await page.getByTestId('import-text').fill(SHOP)
    await page.getByTestId('import-name').fill('shop')
    await page.getByTestId('import-submit').click()
    await page.waitForURL(/\/designs\/[0-9a-f-]{36}/)
    const cookies = (await page.context().cookies(house.url)).filter(({ name }) => ['token', 'meshery-provider', 'meshery-sign-in'].includes(name))
    assert.deepEqual(cookies.map(({ name, httpOnly }) => [name, httpOnly]).sort(), [['meshery-provider', true], ['token', true]])
    await keep(page, 'edsger')
  },

  'signing out and in as somebody else shows nothing of the first': async (house) => {
    const page = await asStranger(house)
    await enter(house, page, EDSGER)
    await page.goto(`${house.url}/designs`)
    await page.getByRole('link', { name: 'shop' }).click()
    await page.waitForURL(/\/designs\/[0-9a-f-]{36}/)
    const design = page.url()
    await choose(page, 'Sign out')
    await page.waitForURL(/\/provider/)
    // The issuer still knows him: signing out here says nothing there.
    await page.getByTestId(`provider-${ISSUER}`).click()
    await page.waitForURL(`${house.url}/`)
    await choose(page, 'Sign out')
    await page.waitForURL(/\/provider/)
    await page.context().clearCookies({ name: /^_/ })
    await enter(house, page, MARY)
    assert.deepEqual((await whoAmI(page)).roles, ['viewer'])
    await page.goto(`${house.url}/designs`)
    await page.getByTestId('empty-state').getByText('No designs yet').waitFor()
    assert.equal(await page.getByTestId('import').count(), 0)
    await page.goto(design)
    await page.getByText('meshery-server-1201').waitFor()
    await page.goto(`${house.url}/admin/users`)
    await page.getByText('You may not see this').waitFor()
  },

  'an answer of the issuer is good once': async (house) => {
    const page = await asStranger(house)
    const answer = page.waitForRequest((request) => isAnswer(request.url()))
    await enter(house, page, EDSGER, '/designs')
    const address = (await answer).url()
    await page.getByRole('link', { name: 'shop' }).waitFor()
    await page.goBack()
    assert.equal(new URL(page.url()).origin, issuerOf(house).url)
    await page.goForward()
    await page.getByRole('link', { name: 'shop' }).waitFor()
    await choose(page, 'Sign out')
    await page.waitForURL(/\/provider/)
    await page.goto(address)
    assert.match(page.url(), FAILED)
    await page.getByTestId('sign-in-error').getByText('The sign-in failed').waitFor()
    await page.goto(`${house.url}/designs`)
    await page.waitForURL(/\/provider\?ref=/)
    await page.getByTestId(`provider-${ISSUER}`).click()
    await page.waitForURL(`${house.url}/designs`)
  },

  'an answer to one browser is worth nothing in another': async (house) => {
    const { page, address } = await enterAndStop(house, EDSGER)
    const other = await asStranger(house)
    await other.goto(address)
    assert.match(other.url(), FAILED)
    await other.getByTestId('sign-in-error').waitFor()
    await other.goto(`${house.url}/designs`)
    await other.waitForURL(/\/provider\?ref=/)
    await page.goto(address)
    assert.match(page.url(), FAILED, 'what was tried elsewhere is spent')

    // Nor in one that is on its way itself, and holds the secret of another sign-in.
    const { address: again } = await enterAndStop(house, EDSGER)
    const victim = await asStranger(house)
    await victim.goto(`${house.url}/api/provider?provider=${ISSUER}`)
    await victim.waitForURL(`${issuerOf(house).url}/interaction/*`)
    await victim.goto(again)
    assert.match(victim.url(), FAILED)
    await enter(house, victim, MARY)
    assert.equal((await whoAmI(victim)).login, 'mary')
  },

  'an issuer that is down can not be chosen, and whoever is signed in stays so': async (house) => {
    const page = await asStranger(house)
    await issuerOf(house).stop()
    try {
      await page.goto(`${house.url}/provider`)
      const section = page.getByRole('region', { name: ISSUER })
      await section.getByRole('status').getByText('offline').waitFor()
      assert.ok(await page.getByTestId(`provider-${ISSUER}`).isDisabled(), 'it can not be chosen')
      await page.getByRole('region', { name: 'Accounts' }).getByRole('status').getByText('online').waitFor()
      assert.ok(await page.getByTestId('provider-Accounts').isEnabled(), 'the other can')
      const inside = await newPage(house, { keys: keys.edsger })
      await inside.goto(`${house.url}/designs`)
      await inside.getByRole('link', { name: 'shop' }).waitFor()
    } finally {
      await issuerOf(house).start()
    }
    await page.reload()
    await page.getByRole('region', { name: ISSUER }).getByRole('status').getByText('online').waitFor()
    assert.ok(await page.getByTestId(`provider-${ISSUER}`).isEnabled(), 'it can be chosen again')
  },

  'fresh keys of the issuer end no session and keep nobody out': async (house) => {
    const page = await newPage(house, { keys: keys.edsger })
    await page.goto(`${house.url}/designs`)
    await page.getByRole('link', { name: 'shop' }).waitFor()
    await issuerOf(house).stop()
    await issuerOf(house).start()
    await page.reload()
    await page.getByRole('link', { name: 'shop' }).waitFor()
    const other = await asStranger(house)
    await enter(house, other, MARY)
    assert.equal((await whoAmI(other)).login, 'mary')
  },

  'two people sign in at the same time without getting into each other\'s way': async (house) => {
    const people = [EDSGER, MARY]
    const pages = await Promise.all(people.map(() => asStranger(house)))
    const each = <T>(step: (page: Page, who: Person) => Promise<T>) => Promise.all(people.map((who, at) => step(pages[at] as Page, who)))
    await each(async (page) => {
      await page.goto(`${house.url}/api/provider?provider=${ISSUER}`)
      await page.waitForURL(`${issuerOf(house).url}/interaction/*`)
    })
    await each(async (page, who) => {
      await fillForm(page, who)
      await page.waitForURL(`${house.url}/`)
    })
    assert.deepEqual(await each(async (page) => (await whoAmI(page)).login), ['edsger', 'mary'])
  },

  'the same name at two providers is two people': async (house) => {
    const page = await asStranger(house)
    await page.goto(`${house.url}/provider`)
    await page.getByTestId('provider-Accounts').click()
    await page.getByTestId('setup-token').fill(house.setupToken)
    await page.getByTestId('login').fill(EDSGER.login)
    await page.getByTestId('email').fill('edsger@example.org')
    await fillPassword(page, 'another lovely long pass phrase')
    await page.getByTestId('set-up').click()
    await page.waitForURL(`${house.url}/`)
    assert.deepEqual(await whoAmI(page), { login: 'edsger', provider: 'Accounts', roles: ['admin'] })
    await page.goto(`${house.url}/admin/users?search=edsger`)
    for (const provider of ['Accounts', ISSUER]) await page.getByRole('row', { name: /edsger/ }).getByRole('cell', { name: provider, exact: true }).waitFor()
    const other = await asStranger(house)
    await enter(house, other, EDSGER)
    assert.deepEqual(await whoAmI(other), { login: 'edsger', provider: ISSUER, roles: ['editor'] })
    await enter(house, await asStranger(house), HEDY, '/admin/users')
  },
}

const isAnswer = (address: string) => address.includes(`/auth/oidc/${ISSUER}/callback?`)

/** Signs in at the issuer and keeps its answer from the server. */
async function enterAndStop(house: House, who: Person): Promise<{ page: Page; address: string }> {
  const page = await asStranger(house)
  await page.goto(`${house.url}/api/provider?provider=${ISSUER}`)
  const network = await page.context().newCDPSession(page)
  await network.send('Fetch.enable', { patterns: [{ urlPattern: '*/callback?*' }] })
  const address = new Promise<string>((resolve) => {
    network.once('Fetch.requestPaused', ({ requestId, request }) => {
      resolve(request.url)
      void network.send('Fetch.fulfillRequest', { requestId, responseCode: 204 })
    })
  })
  await fillForm(page, who)
  const answer = { page, address: await address }
  await network.detach()
  return answer
}

/** Asks the server with the cookies of a page. */
async function whoAmI(page: Page): Promise<{ login: string; provider: string; roles: string[] }> {
  const user = await page.evaluate(async () => (await fetch('/api/user')).json() as Promise<Record<string, unknown>>)
  return { login: String(user['userId']), provider: String(user['provider']), roles: user['roleNames'] as string[] }
}
