/** Built-in accounts: the first administrator, signing in and out, an invitation. */
import { strict as assert } from 'node:assert'
import { SHOP } from '../fixtures.ts'
import type { Stories } from '../harness.ts'
import { ADA, asAda, asStranger, choose, fillPassword, GRACE, keep, signIn } from '../people.ts'

export const accounts: Stories = {
  'the first visit makes the first administrator and goes where one wanted to go': async (house) => {
    const page = await asStranger(house)
    await page.goto(`${house.url}/designs?search=shop`)
    assert.match(page.url(), /\/provider\?ref=/)
    await page.getByTestId('provider-Accounts').click()
    await page.waitForURL(/\/login\?ref=/)
    await page.getByTestId('setup-token').fill('not-the-token')
    await page.getByTestId('login').fill(ADA.login)
    await page.getByTestId('first-name').fill('Ada')
    await page.getByTestId('last-name').fill('Lovelace')
    await page.getByTestId('email').fill('ada@example.org')
    await page.getByTestId('password').fill(ADA.password)
    await page.getByTestId('password-again').fill('something else than that')
    await page.getByTestId('set-up').click()
    await page.getByText('The two are not the same').waitFor()
    await fillPassword(page, ADA.password)
    await page.getByTestId('set-up').click()
    await page.getByTestId('form-problem').waitFor()
    await page.getByTestId('setup-token').fill(house.setupToken)
    await page.getByTestId('set-up').click()
    await page.waitForURL(/\/designs\?search=shop/)
    await page.getByTestId('import').click()
    await page.getByTestId('import-text').fill(SHOP)
    await page.getByTestId('import-name').fill('shop')
    await page.getByTestId('import-submit').click()
    await page.waitForURL(/\/designs\/[0-9a-f-]{36}/)
  },

  'a wrong password is refused and the right one is not': async (house) => {
    const page = await asStranger(house)
    await page.goto(`${house.url}/login`)
    await signIn(page, { ...ADA, password: 'not her password' })
    await page.getByTestId('form-problem').waitFor()
    assert.match(page.url(), /\/login/)
    await signIn(page, ADA)
    await page.waitForURL(`${house.url}/`)
    await page.getByTestId('user-menu').click()
    await page.getByText('Ada Lovelace · provider Accounts').waitFor()
    await keep(page, 'ada')
  },

  'signing out leaves nothing behind': async (house) => {
    const page = await asStranger(house)
    await page.goto(`${house.url}/login`)
    await signIn(page, ADA)
    await page.waitForURL(`${house.url}/`)
    await page.goto(`${house.url}/designs`)
    await page.getByRole('link', { name: 'shop' }).waitFor()
    await choose(page, 'Sign out')
    await page.waitForURL(/\/provider/)
    await page.goBack()
    await page.waitForURL(/\/provider\?ref=/)
    assert.equal(await page.getByText('shop', { exact: true }).count(), 0)
  },

  'a sign-in that failed elsewhere is explained without trusting the address': async (house) => {
    const page = await asStranger(house)
    await page.goto(`${house.url}/provider?error=meshery-server-1410`)
    await page.getByTestId('sign-in-error').getByText('Try again').waitFor()
    await page.goto(`${house.url}/provider?error=call%20this%20number`)
    await page.getByTestId('provider-Accounts').waitFor()
    assert.equal(await page.getByTestId('sign-in-error').count(), 0)
  },

  'whoever is invited comes in as a viewer and sees only what viewers see': async (house) => {
    const page = await asAda(house)
    await page.goto(`${house.url}/`)
    await choose(page, 'Users and roles')
    await page.getByRole('tab', { name: 'Invitations' }).click()
    await page.getByTestId('invite').first().click()
    await page.getByTestId('invite-email').fill('grace@example.org')
    await page.getByTestId('role-viewer').waitFor()
    assert.ok(await page.getByTestId('role-viewer').isChecked(), 'viewer is suggested')
    await page.getByTestId('invite-submit').click()
    const link = (await page.getByTestId('invite-link').textContent()) ?? ''
    await page.keyboard.press('Escape')
    await page.getByTestId('invite-link').waitFor()
    await page.getByTestId('invite-done').click()
    await page.getByRole('cell', { name: 'grace@example.org', exact: true }).waitFor()

    const guest = await asStranger(house)
    await guest.goto(link)
    await guest.getByTestId('login').fill(GRACE.login)
    await guest.getByTestId('first-name').fill('Grace')
    await fillPassword(guest, GRACE.password)
    await guest.getByTestId('accept').click()
    await guest.waitForURL(`${house.url}/`)
    await guest.goto(`${house.url}/designs`)
    await guest.getByTestId('empty-state').getByText('No designs yet').waitFor()
    assert.equal(await guest.getByTestId('import').count(), 0)
    assert.equal(await guest.getByRole('link', { name: 'shop' }).count(), 0)
    await guest.goto(`${house.url}/admin/users`)
    await guest.getByText('You may not see this').waitFor()
    await guest.getByTestId('user-menu').click()
    await guest.getByRole('menuitem', { name: 'API tokens' }).waitFor()
    assert.equal(await guest.getByRole('menuitem', { name: 'Users and roles' }).count(), 0)
    await keep(guest, 'grace')

    const second = await asStranger(house)
    await second.goto(link)
    await second.getByTestId('login').fill('somebody')
    await fillPassword(second, GRACE.password)
    await second.getByTestId('accept').click()
    await second.getByTestId('form-problem').waitFor()
  },
}
