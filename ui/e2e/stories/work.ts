/** Designs and the registry, with the provider None: nobody signs in. */
import { strict as assert } from 'node:assert'
import type { Page } from 'playwright-core'
import { SHOP } from '../fixtures.ts'
import { checkAccessibility, type House, newPage, type Stories } from '../harness.ts'

export const work: Stories = {
  'the first visit leads through the chooser to where one wanted to go': async (house) => {
    const page = await newPage(house, { isChosen: false })
    await page.goto(`${house.url}/designs?search=shop`)
    assert.match(page.url(), /\/provider\?ref=/)
    await page.getByTestId('provider-None').click()
    await page.waitForURL(/\/designs\?search=shop/)
    assert.equal(await page.getByTestId('search').inputValue(), 'shop')
  },

  'a pasted manifest becomes a graph that can be inspected': async (house) => {
    const page = await newPage(house)
    await page.goto(`${house.url}/`)
    await page.getByRole('link', { name: 'Import design' }).click()
    await page.getByTestId('import-text').fill(SHOP)
    await page.getByTestId('import-name').fill('shop')
    await page.getByTestId('import-submit').click()
    await page.waitForURL(/\/designs\/[0-9a-f-]{36}/)
    await drawn(page)
    assert.equal(await page.locator('.react-flow__node').count(), 13)
    assert.ok((await page.locator('.react-flow__edge').count()) >= 9, 'lines are drawn')
    await page.getByRole('group', { name: 'Deployment storefront' }).click()
    await page.getByTestId('inspector').getByText('apps/v1').waitFor()
    await page.getByTestId('inspector').getByText('replicas').waitFor()
    await page.getByRole('tab', { name: 'Relationships' }).last().click()
    await page.getByTestId('inspector').getByText('ConfigMap storefront-settings').waitFor()
    await page.reload()
    await page.getByTestId('inspector').getByRole('heading', { name: 'storefront' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByTestId('inspector').waitFor({ state: 'detached' })
  },

  'the graph is there as tables and as text': async (house) => {
    const page = await newPage(house)
    await openDesign(page, house, 'shop')
    await page.getByRole('tab', { name: 'Components' }).click()
    await page.getByRole('button', { name: 'orders-data' }).waitFor()
    await page.getByRole('tab', { name: 'Relationships' }).click()
    await page.getByRole('button', { name: 'Ingress shop' }).first().waitFor()
    await page.getByRole('tab', { name: 'YAML' }).click()
    await page.getByTestId('code').getByText('kind: Namespace').waitFor()
    assert.match(page.url(), /view=yaml/)
    await page.goBack()
    assert.match(page.url(), /view=relationships/)
    await page.getByTestId('evaluate').click()
    await page.getByText('Nothing to change').waitFor()
  },

  'a dropped file with an unknown kind is imported and says so': async (house) => {
    const page = await newPage(house)
    await page.goto(`${house.url}/designs`)
    await page.getByTestId('search').waitFor()
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer()
      const text = 'apiVersion: example.org/v1\nkind: Widget\nmetadata: {name: a}\n'
      data.items.add(new File([text], 'widget.yaml', { type: 'application/yaml' }))
      return data
    })
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
    await page.getByTestId('import-submit').click()
    await page.getByText('deserves a look').waitFor()
    await page.getByTestId('open-design').click()
    await page.getByText('Kinds the registry does not know').waitFor()
  },

  'a broken file is refused with its line': async (house) => {
    const page = await newPage(house)
    await page.goto(`${house.url}/designs?import=true`)
    await page.getByTestId('import-text').fill('apiVersion: v1\nkind: Pod\nkind: Service\n')
    await page.getByTestId('import-submit').click()
    await page.getByTestId('error-panel').getByText('Line 3').first().waitFor()
    await page.getByTestId('error-panel').getByText('meshery-server-1013').waitFor()
  },

  'the registry is searched and its schemas are read': async (house) => {
    const page = await newPage(house)
    await page.goto(`${house.url}/registry`)
    await page.getByRole('tab', { name: 'Components' }).click()
    await page.getByTestId('search').fill('ingress')
    await page.waitForURL(/search=ingress/)
    await page.getByRole('link', { name: 'Ingress', exact: true }).click()
    await page.getByText('backend').first().waitFor()
    await page.goto(`${house.url}/registry?tab=relationships&order=subType+asc`)
    await page.getByText('Deployment').first().waitFor()
  },

  'everything can be found from the keyboard': async (house) => {
    const page = await newPage(house)
    await page.goto(`${house.url}/`)
    await page.getByTestId('count-Designs').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByTestId('palette-input').fill('shop')
    await page.getByRole('option', { name: /shop design/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/designs\/[0-9a-f-]{36}/)
    await page.goto(`${house.url}/designs`)
    await page.getByTestId('search').waitFor()
    await page.keyboard.press('/')
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-testid')), 'search')
  },

  'an address that leads nowhere says so': async (house) => {
    const page = await newPage(house)
    await page.goto(`${house.url}/no/such/page`)
    await page.getByText('There is nothing here').waitFor()
    await page.goto(`${house.url}/designs/00000000-0000-4000-8000-000000000000`)
    await page.getByText('meshery-server-1201').waitFor()
  },

  'the token file can be taken along': async (house) => {
    const page = await newPage(house)
    await page.goto(`${house.url}/`)
    await page.getByTestId('user-menu').click()
    await page.getByRole('menuitem', { name: 'Get token' }).waitFor()
    await checkAccessibility(page, 'user menu')
    await page.getByRole('menuitem', { name: 'Get token' }).click()
    await page.getByRole('menu').waitFor({ state: 'detached' })
    assert.match((await page.getByTestId('token-file').textContent()) ?? '', /"meshery-provider": "None"/)
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('token-download').click()])
    assert.equal(download.suggestedFilename(), 'auth.json')
    await checkAccessibility(page, 'token dialog')
  },

  'a design is deleted after a question': async (house) => {
    const page = await newPage(house)
    await page.goto(`${house.url}/designs?search=widget`)
    await page.getByRole('button', { name: 'Actions for widget' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByTestId('confirm').click()
    await page.getByText('is deleted').waitFor()
    await page.getByRole('link', { name: 'widget' }).waitFor({ state: 'detached' })
  },

  'no page has a serious accessibility fault, in either theme': async (house) => {
    for (const theme of ['light', 'dark'] as const) {
      const page = await newPage(house, { theme })
      const visit = async (path: string, ready: () => Promise<unknown>) => {
        await page.goto(`${house.url}${path}`)
        await ready()
        await checkAccessibility(page, `${path} in ${theme}`)
      }
      await visit('/provider', () => page.getByTestId('provider-None').waitFor())
      await visit('/', () => page.getByText('Worked on last').waitFor())
      await visit('/designs', () => page.getByRole('link', { name: 'shop' }).waitFor())
      await visit('/designs?import=true', () => page.getByTestId('import-text').waitFor())
      await visit('/registry', () => page.getByRole('row').nth(3).waitFor())
      await visit('/registry?tab=components', () => page.getByRole('row').nth(3).waitFor())
      await visit('/registry?tab=relationships', () => page.getByRole('row').nth(3).waitFor())
      await visit('/registry/components/kubernetes/Deployment', () => page.getByText('replicas').first().waitFor())
      await openDesign(page, house, 'shop')
      await drawn(page)
      await checkAccessibility(page, `canvas in ${theme}`)
      await page.getByRole('group', { name: 'Deployment storefront' }).click()
      await page.getByTestId('inspector').getByText('replicas').waitFor()
      await checkAccessibility(page, `inspector in ${theme}`)
      await page.getByRole('tab', { name: 'YAML' }).click()
      await page.getByTestId('code').first().waitFor()
      await checkAccessibility(page, `YAML in ${theme}`)
    }
  },
}

async function drawn(page: Page): Promise<void> {
  await page.locator('[data-testid=canvas][data-ready=true]').waitFor()
  await page.locator('.react-flow__edge').first().waitFor({ state: 'attached' })
}

async function openDesign(page: Page, house: House, name: string): Promise<void> {
  await page.goto(`${house.url}/designs`)
  await page.getByRole('link', { name, exact: true }).click()
  await page.waitForURL(/\/designs\/[0-9a-f-]{36}/)
}
