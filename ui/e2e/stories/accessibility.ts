/** Every page about people, judged by axe in both themes. */
import type { Page } from 'playwright-core'
import { checkAccessibility, type House, type Stories } from '../harness.ts'
import { asAda, ask, asStranger, choose, chooseFor } from '../people.ts'

const THEMES = ['light', 'dark'] as const

export const accessibility: Stories = {
  'signing in has no serious accessibility fault, in either theme': async (house) => {
    for (const theme of THEMES) {
      const page = await asStranger(house, theme)
      const visit = visitor(house, page, theme)
      await visit('/provider?error=meshery-server-1410', () => page.getByTestId('provider-Accounts').waitFor())
      await visit('/login', () => page.getByTestId('sign-in').waitFor())
      await visit('/invite', () => page.getByText('The link is incomplete').waitFor())
      await visit('/invite#AAAA', () => page.getByTestId('accept').waitFor())
      await page.getByTestId('accept').click()
      await page.getByText('A name is needed').waitFor()
      await checkAccessibility(page, `faults of a form in ${theme}`)
    }
  },

  'letting programs in has none either': async (house) => {
    const { body } = await ask(house, 'POST', '/api/auth/device', { body: { client_id: 'mesheryctl' } })
    for (const theme of THEMES) {
      const page = await asAda(house, { theme })
      const visit = visitor(house, page, theme)
      await visit('/device', () => page.getByTestId('user-code').waitFor())
      await visit(`/device?code=${String(body['user_code'])}`, () => page.getByTestId('approve').waitFor())
      await visit('/device?code=BBBB-BBBB', () => page.getByTestId('form-problem').waitFor())
      await visit('/authorize?client_id=mesheryctl&redirect_uri=http://127.0.0.1:1/', () => page.getByTestId('approve').waitFor())
      await visit('/authorize?redirect_uri=http://example.org/', () => page.getByTestId('not-loopback').waitFor())
    }
  },

  'settings have none': async (house) => {
    for (const theme of THEMES) {
      const page = await asAda(house, { theme })
      const visit = visitor(house, page, theme)
      await visit('/settings/tokens', () => page.getByTestId('new-token').first().waitFor())
      await page.getByTestId('new-token').first().click()
      await page.getByTestId('token-some').click()
      await settled(page)
      await checkAccessibility(page, `new token in ${theme}`)
      await page.getByTestId('key-designs.read').click()
      await page.getByTestId('token-name').fill(`made in the ${theme}`)
      await page.getByTestId('token-submit').click()
      await page.getByTestId('token-reveal').click()
      await checkAccessibility(page, `made token in ${theme}`)
      await page.getByTestId('token-done').click()
      await page.getByRole('cell', { name: `made in the ${theme}`, exact: true }).waitFor()
      await settled(page)
      await checkAccessibility(page, `tokens in ${theme}`)
      await visit('/settings/sessions', () => page.getByTestId('password-submit').waitFor())
      await page.getByText('this one').waitFor()
      await checkAccessibility(page, `sessions in ${theme}`)
      await page.getByTestId('user-menu').click()
      await page.getByRole('menuitem', { name: 'Users and roles' }).waitFor()
      await checkAccessibility(page, `user menu in ${theme}`)
      await page.keyboard.press('Escape')
      await choose(page, 'Get token')
      await page.getByTestId('token-reveal').waitFor()
      await settled(page)
      await checkAccessibility(page, `token file in ${theme}`)
    }
  },

  'users and roles have none': async (house) => {
    for (const theme of THEMES) {
      const page = await asAda(house, { theme })
      const visit = visitor(house, page, theme)
      await visit('/admin/users', () => page.getByRole('cell', { name: 'ada' }).first().waitFor())
      await chooseFor(page, 'ada', 'Roles')
      await page.getByTestId('role-viewer').waitFor()
      await settled(page)
      await checkAccessibility(page, `roles of a user in ${theme}`)
      await visit('/admin/users?tab=invitations', () => page.getByTestId('invite').first().waitFor())
      await page.getByTestId('invite').first().click()
      await page.getByTestId('role-viewer').waitFor()
      await settled(page)
      await checkAccessibility(page, `new invitation in ${theme}`)
      await page.getByTestId('invite-submit').click()
      await page.getByTestId('invite-link').waitFor()
      await checkAccessibility(page, `made invitation in ${theme}`)
      await page.getByTestId('invite-done').click()
      await page.getByRole('cell', { name: 'whoever has the link', exact: true }).first().waitFor()
      await settled(page)
      await checkAccessibility(page, `invitations in ${theme}`)
      await visit('/admin/roles', () => page.getByRole('button', { name: 'viewer', exact: true }).waitFor())
      await page.getByTestId('new-role').click()
      await page.getByTestId('key-users.read').waitFor()
      await settled(page)
      await checkAccessibility(page, `new role in ${theme}`)
    }
  },
}

function visitor(house: House, page: Page, theme: string) {
  return async (path: string, ready: () => Promise<unknown>) => {
    await page.goto(`${house.url}${path}`)
    await ready()
    await checkAccessibility(page, `${path} in ${theme}`)
  }
}

/** Waits until dialogs and menus stand still: half-faded text has half its contrast. */
const settled = (page: Page) => page.waitForTimeout(400)
