/** The API tried out by people, in Swagger UI. */
import { strict as assert } from 'node:assert'
import type { Page } from 'playwright-core'
import type { House, Stories } from '../harness.ts'
import { asAda, asStranger, revealToken } from '../people.ts'

export const documentation: Stories = {
  'the API is tried out with the session of the browser': async (house) => {
    const page = await asAda(house)
    await openOperation(house, page)
    assert.deepEqual(await execute(page), { status: 200, login: 'ada', authorization: undefined })
  },

  'the API is tried out with a token that is pasted': async (house) => {
    const owner = await asAda(house)
    await owner.goto(`${house.url}/settings/tokens`)
    await owner.getByTestId('new-token').first().click()
    await owner.getByTestId('token-name').fill('for the documentation')
    await owner.getByTestId('token-submit').click()
    const { token } = await revealToken(owner)

    const page = await asStranger(house)
    await openOperation(house, page)
    assert.deepEqual(await execute(page), { status: 401, login: undefined, authorization: undefined })
    await page.locator('.auth-wrapper .authorize').click()
    await page.locator('#auth-bearer-value').fill(token)
    await page.getByRole('button', { name: 'Apply credentials' }).first().click()
    await page.getByRole('button', { name: 'Close' }).first().click()
    assert.deepEqual(await execute(page), { status: 200, login: 'ada', authorization: `Bearer ${token}` })

    await owner.getByTestId('token-done').click()
    await owner.getByRole('button', { name: 'Revoke for the documentation' }).click()
    await owner.getByTestId('confirm').click()
    await owner.getByText('” is revoked').waitFor()
    assert.equal((await execute(page)).status, 401)
  },
}

/** Unfolds "who am I" in the documentation. */
async function openOperation(house: House, page: Page): Promise<void> {
  await page.goto(`${house.url}/docs/`)
  await page.locator('#operations-identity-getUser').getByRole('button', { name: '/api/user' }).first().click()
}

/** Presses "Execute" and returns what went out and what the page shows of the answer. */
async function execute(page: Page) {
  const operation = page.locator('#operations-identity-getUser')
  const asked = page.waitForRequest((request) => request.url().endsWith('/api/user'))
  const answered = page.waitForResponse((response) => response.url().endsWith('/api/user'))
  await operation.getByRole('button', { name: 'Execute' }).click()
  const { authorization } = await (await asked).allHeaders()
  const status = (await answered).status()
  const shown = operation.locator('.live-responses-table .response')
  await shown.locator('.response-col_status').getByText(String(status)).waitFor()
  const body = await shown.locator('.response-col_description').innerText()
  return { status, login: /"userId": "(.*?)"/.exec(body)?.[1], authorization }
}
