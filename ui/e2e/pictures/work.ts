/** Designs and the registry. */
import type { Page } from 'playwright-core'
import { SHOP, WIDGET } from '../fixtures.ts'
import { newHouse, newPage } from '../harness.ts'

export async function work(shoot: (page: Page, name: string) => Promise<void>): Promise<void> {
  const house = await newHouse()
  const response = await fetch(`${house.url}/api/pattern/import?name=shop`, {
    method: 'POST',
    headers: { 'content-type': 'application/yaml' },
    body: SHOP,
  })
  const { id } = (await response.json()) as { id: string }

  for (const theme of ['light', 'dark'] as const) {
    const page = await newPage(house, { theme })
    await page.goto(`${house.url}/designs/${id}`)
    await page.locator('[data-testid=canvas][data-ready=true]').waitFor()
    await page.getByRole('group', { name: 'Deployment storefront' }).click()
    await page.getByTestId('inspector').getByText('replicas').waitFor()
    await shoot(page, `designs-canvas-${theme}`)
  }
  const page = await newPage(house)
  await page.goto(house.url)
  await page.getByText('Worked on last').waitFor()
  await shoot(page, 'dashboard')
  await page.goto(`${house.url}/designs`)
  await page.getByRole('link', { name: 'shop' }).waitFor()
  await shoot(page, 'designs')
  await page.goto(`${house.url}/registry?tab=components`)
  await page.getByRole('row').nth(3).waitFor()
  await shoot(page, 'registry')
  await page.goto(`${house.url}/registry/components/kubernetes/Deployment`)
  await page.getByText('replicas').first().waitFor()
  await shoot(page, 'schema')
  await page.goto(`${house.url}/registry?view=tree&search=certificate`)
  await page.getByRole('treeitem').nth(5).waitFor()
  await shoot(page, 'registry-tree')
  await page.goto(`${house.url}/registry/components/kubernetes/Service?tab=relationships`)
  await page.locator('[data-testid=kinds][data-ready=true]').waitFor()
  await shoot(page, 'registry-graph')
  await page.goto(`${house.url}/registry/import?source=definition`)
  await page.getByTestId('import-definition').fill(WIDGET)
  await page.getByTestId('generated').getByText('Widget').first().waitFor()
  await shoot(page, 'registry-import')
  await page.goto(`${house.url}/designs/${id}?view=relationships`)
  await page.getByRole('row').nth(3).waitFor()
  await shoot(page, 'relationships')
  await page.goto(`${house.url}/provider`)
  await page.getByRole('region', { name: 'None' }).getByText('online').waitFor()
  await shoot(page, 'provider')
  await house.stop()
}
