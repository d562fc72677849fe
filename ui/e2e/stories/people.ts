/** Users, roles, sessions and passwords. */
import { strict as assert } from 'node:assert'
import type { Stories } from '../harness.ts'
import { ADA, asAda, asGrace, asStranger, choose, chooseFor, signIn } from '../people.ts'

export const people: Stories = {
  'a new role reaches its user while they look on, and its end too': async (house) => {
    const guest = await asGrace(house)
    await guest.goto(`${house.url}/`)
    await guest.getByTestId('user-menu').waitFor()
    const page = await asAda(house)
    await page.goto(`${house.url}/admin/roles`)
    await page.getByTestId('new-role').click()
    await page.getByTestId('role-name').fill('Auditor')
    await page.getByText('Only lower-case letters').waitFor()
    await page.getByTestId('role-name').fill('auditor')
    await page.getByTestId('role-description').fill('Looks at everybody')
    await page.getByTestId('key-users.read').click()
    await page.getByTestId('role-submit').click()
    await page.getByRole('button', { name: 'auditor', exact: true }).waitFor()
    await page.getByRole('tab', { name: 'Users' }).click()
    await page.getByTestId('search').fill('grace')
    await page.waitForURL(/search=grace/)
    await page.getByRole('cell', { name: 'ada', exact: true }).waitFor({ state: 'detached' })
    await chooseFor(page, 'grace', 'Roles')
    await page.getByTestId('role-auditor').click()
    await page.getByTestId('roles-submit').click()
    await page.getByText('The roles of “grace” are saved').waitFor()

    await guest.getByTestId('user-menu').click()
    await guest.getByRole('menuitem', { name: 'Users and roles' }).click({ timeout: 12_000 })
    await guest.getByRole('cell', { name: 'ada' }).first().waitFor()
    assert.equal(await guest.getByRole('button', { name: 'Actions for ada' }).count(), 0)

    await page.goto(`${house.url}/admin/roles`)
    await chooseFor(page, 'auditor', 'Delete')
    await page.getByText('1 user loses what only this role permits').waitFor()
    await page.getByTestId('confirm').click()
    await page.getByText('“auditor” is deleted').waitFor()
    await guest.getByText('You may not see this').waitFor({ timeout: 12_000 })
  },

  'the last administrator stays one': async (house) => {
    const page = await asAda(house)
    await page.goto(`${house.url}/admin/users`)
    await chooseFor(page, 'ada', 'Roles')
    await page.getByTestId('role-admin').click()
    await page.getByTestId('roles-submit').click()
    await page.getByTestId('form-problem').waitFor()
  },

  'users are ordered and found from the address': async (house) => {
    const page = await asAda(house)
    await page.goto(`${house.url}/admin/users?order=user_id+desc`)
    await page.getByRole('row').nth(2).waitFor()
    const rows = await page.getByRole('row').allTextContents()
    assert.match(rows[1] ?? '', /grace/)
    await page.goto(`${house.url}/admin/users?search=nobody-at-all`)
    await page.getByText('Nothing matches').waitFor()
  },

  'a session that is ended elsewhere is over at once': async (house) => {
    const other = await asStranger(house)
    await other.goto(`${house.url}/login`)
    await signIn(other, ADA)
    await other.waitForURL(`${house.url}/`)
    await other.getByTestId('user-menu').waitFor()
    const page = await asAda(house)
    await page.goto(`${house.url}/settings/sessions`)
    await page.getByText('this one').waitFor()
    for (let left = await page.getByRole('button', { name: /^End the session/ }).count(); left > 0; left -= 1) {
      await page.getByRole('button', { name: /^End the session/ }).first().click()
      await page.getByTestId('confirm').click()
      await page.getByTestId('confirm').waitFor({ state: 'detached' })
      await page.getByRole('button', { name: /^End the session/ }).nth(left - 1).waitFor({ state: 'detached' })
    }
    await other.waitForURL(/\/provider\?ref=/, { timeout: 12_000 })
  },

  'the password is changed by whoever knows the present one': async (house) => {
    const page = await asAda(house)
    await page.goto(`${house.url}/`)
    await choose(page, 'Sessions & password')
    await page.getByTestId('password-current').fill('not her password')
    await page.getByTestId('password').fill('a new lovely pass phrase')
    await page.getByTestId('password-again').fill('a new lovely pass phrase')
    await page.getByTestId('password-submit').click()
    await page.getByTestId('form-problem').waitFor()
    assert.match(page.url(), /\/settings\/sessions/)
    await page.getByTestId('password-current').fill(ADA.password)
    await page.getByTestId('password-submit').click()
    await page.getByText('Your password is changed').waitFor()
    const other = await asStranger(house)
    await other.goto(`${house.url}/login`)
    await signIn(other, { ...ADA, password: 'a new lovely pass phrase' })
    await other.waitForURL(`${house.url}/`)
  },

  'a user who is removed is out at once': async (house) => {
    const guest = await asGrace(house)
    await guest.goto(`${house.url}/registry`)
    await guest.getByRole('row').nth(1).waitFor()
    const page = await asAda(house)
    await page.goto(`${house.url}/admin/users`)
    await chooseFor(page, 'grace', 'Remove')
    await page.getByTestId('confirm').click()
    await page.getByText('“grace” is removed').waitFor()
    await guest.waitForURL(/\/provider\?ref=/, { timeout: 12_000 })
  },
}
