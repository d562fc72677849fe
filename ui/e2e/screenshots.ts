/** Takes the pictures of README and docs, from the real product. */
import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { SHOP } from './fixtures.ts'
import { newHouse, newPage, takeFailures } from './harness.ts'

const FOLDER = new URL('../../docs/images/', import.meta.url).pathname

const house = await newHouse()
mkdirSync(FOLDER, { recursive: true })
const shoot = async (page: Page, name: string) => {
  await page.waitForTimeout(500)
  await page.screenshot({ path: `${FOLDER}${name}.png` })
}

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
await page.goto(`${house.url}/designs/${id}?view=relationships`)
await page.getByRole('row').nth(3).waitFor()
await shoot(page, 'relationships')
await page.goto(`${house.url}/provider`)
await page.getByTestId('provider-None').waitFor()
await shoot(page, 'provider')

await house.stop()
const problems = takeFailures()
for (const problem of problems) console.error(problem)
process.exit(problems.length > 0 ? 1 : 0)
