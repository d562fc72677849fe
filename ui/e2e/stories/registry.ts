/** Looking through the registry, bringing something in, and getting rid of it again. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { WIDGET } from '../fixtures.ts'
import { checkAccessibility, type House, newPage, type Stories } from '../harness.ts'

/** A package handed from the story that exports it to the one that imports it. */
let exported: { name: string; mimeType: string; buffer: Buffer } | undefined

export const registry: Stories = {
  'the registry is walked as a tree, from the keyboard': async (house) => {
    const page = await newPage(house)
    await page.goto(`${house.url}/registry?view=tree`)
    const item = (name: RegExp) => page.getByRole('treeitem', { name }).first()
    await item(/^Orchestration/).focus()
    await page.keyboard.press('ArrowRight')
    await item(/^Kubernetes /).waitFor()
    await page.keyboard.type('kubernetes')
    await page.keyboard.press('ArrowRight')
    await item(/^API Service/).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/registry\/components\/kubernetes\/APIService/)
    await page.goBack()
    await item(/^API Service/).waitFor()
    await page.getByTestId('search').fill('daemon set')
    await item(/^Daemon Set/).waitFor()
  },

  'a schema is searched, and what is found is shown in its place': async (house) => {
    const page = await newPage(house)
    await page.goto(`${house.url}/registry/components/kubernetes/Deployment`)
    await page.getByTestId('schema-search').fill('containers.livenessProbe.httpGet.host')
    await page.getByRole('button', { name: /livenessProbe\.httpGet\.host/ }).first().click()
    await page.waitForURL(/field=spec/)
    await page.getByRole('treeitem', { name: /^host string/, selected: true }).waitFor()
  },

  'a kind shows what it relates to, and a definition says why': async (house) => {
    const page = await newPage(house)
    await page.goto(`${house.url}/registry/components/kubernetes/HorizontalPodAutoscaler`)
    await page.getByRole('tab', { name: 'Relationships' }).click()
    await page.locator('[data-testid=kinds][data-ready=true]').waitFor()
    await page.getByRole('group', { name: 'kubernetes StatefulSet' }).waitFor()
    await page.getByRole('link', { name: 'reference', exact: true }).first().click()
    await page.waitForURL(/\/registry\/relationships\//)
    await page.getByText(/to HorizontalPodAutoscaler\.spec\.scaleTargetRef\.name/).first().waitFor()
    await checkAccessibility(page, 'relationship')
    await page.getByRole('tab', { name: 'JSON' }).click()
    await page.getByTestId('code').getByText('mutatedRef').first().waitFor()
  },

  'a pasted definition is looked at, then imported': async (house) => {
    const page = await newPage(house)
    await page.goto(`${house.url}/registry`)
    await page.getByTestId('import').click()
    await page.getByRole('tab', { name: 'Pasted definition' }).click()
    await page.getByTestId('import-definition').fill(WIDGET)
    await page.getByTestId('generated').getByText('acme.example.org/v1beta1').first().waitFor()
    await page.getByTestId('model-name').fill('acme')
    await page.getByTestId('import-preview').click()
    await page.getByText('What would come in').waitFor()
    await checkAccessibility(page, 'preview of an import')
    assert.equal(await count(page, 'imported'), 0)
    await page.getByTestId('import-now').click()
    await page.getByText('What came in').waitFor()
    await checkAccessibility(page, 'report of an import')
    assert.equal(await count(page, 'imported'), 1)
    await page.getByRole('link', { name: 'Widget (acme.example.org/v1)', exact: true }).click()
    await page.getByRole('treeitem', { name: /^size integer.* required/ }).getByText('1 to 9').waitFor()
  },

  'its versions are compared': async (house) => {
    const page = await newPage(house)
    await page.goto(`${house.url}/registry/components/acme/Widget`)
    await page.getByRole('combobox', { name: 'Compare with' }).click()
    await page.getByRole('option', { name: 'acme.example.org/v1beta1' }).click()
    await page.getByRole('row', { name: /new spec\.mode/ }).waitFor()
    await page.getByRole('row', { name: /changed spec\.size/ }).waitFor()
    await page.waitForURL(/beside=/)
  },

  'the palette finds what came in, also misspelt': async (house) => {
    const page = await newPage(house)
    await page.goto(`${house.url}/`)
    await page.getByTestId('count-Designs').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByTestId('palette-input').fill('widgte')
    await page.getByRole('option', { name: /^Widget acme/ }).waitFor()
    await checkAccessibility(page, 'palette')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/registry\/components\/acme\/Widget/)
  },

  'what is no definition is refused with a reason': async (house) => {
    const page = await newPage(house)
    await page.goto(`${house.url}/registry/import`)
    await page.getByTestId('search').waitFor({ state: 'detached' })
    await page.locator('input[type=file]').setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('just a note') })
    await page.getByTestId('import-submit').click()
    await page.getByText(/note\.txt/).first().waitFor()
    await page.getByRole('alert').or(page.getByRole('cell', { name: 'failed' })).first().waitFor()
  },

  'a model is exported in every format': async (house) => {
    const page = await newPage(house)
    await page.goto(`${house.url}/registry/models/acme`)
    for (const [label, ending, keep] of [['Package (tar)', /\.tar(\.gz)?$|\.tgz$/, true], ['OCI image (tar)', /\.tar$/, false], ['JSON', /\.json$/, false], ['YAML', /\.ya?ml$/, false]] as const) {
      await page.getByTestId('export').click()
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: label }).click()])
      assert.match(download.suggestedFilename(), ending)
      if (keep) exported = { name: download.suggestedFilename(), mimeType: 'application/gzip', buffer: await readFile(await download.path()) }
    }
  },

  'a model is ignored and enabled again': async (house) => {
    const page = await newPage(house)
    await page.goto(`${house.url}/registry/models/acme`)
    await page.getByRole('button', { name: /^Ignore/ }).click()
    await page.getByText('is ignored').waitFor()
    await page.goto(`${house.url}/registry?origin=imported`)
    await page.getByText('Nothing like that').waitFor()
    await page.getByRole('combobox', { name: 'Status' }).click()
    await page.getByRole('option', { name: 'Ignored', exact: true }).click()
    await page.waitForURL(/status=ignored/)
    await page.getByRole('link', { name: /acme/i }).click()
    await page.getByRole('button', { name: /^Enable/ }).click()
    await page.getByText('is enabled').waitFor()
  },

  'the registry has no serious accessibility fault, in either theme': async (house) => {
    for (const theme of ['light', 'dark'] as const) {
      const page = await newPage(house, { theme })
      const visit = visitor(house, page, theme)
      await visit('/registry', () => page.getByRole('row').nth(5).waitFor())
      await visit('/registry?tab=duplicates', () => page.getByText('No duplicates').waitFor())
      await visit('/registry?view=tree&search=widget', () => page.getByRole('treeitem', { name: /^Widget/ }).waitFor())
      await visit('/registry/models/acme', () => page.getByRole('link', { name: 'Widget' }).first().waitFor())
      await visit('/registry/models/acme?tab=about', () => page.getByText('Version of the definition').waitFor())
      await visit('/registry/components/acme/Widget?beside=acme.example.org/v1beta1', () => page.getByText('differences').waitFor())
      await visit('/registry/components/kubernetes/Deployment?find=host', () => page.getByText('fields').first().waitFor())
      await visit('/registry/components/kubernetes/Service?tab=relationships', () => page.locator('[data-testid=kinds][data-ready=true]').waitFor())
      await visit('/registry/import', () => page.getByTestId('import-submit').waitFor())
      await visit('/registry/import?source=definition', () => page.getByTestId('import-definition').waitFor())
    }
  },

  'an imported model is deleted after a question': async (house) => {
    const page = await newPage(house)
    await page.goto(`${house.url}/registry/models/acme`)
    await page.getByTestId('delete').click()
    await page.getByTestId('confirm').click()
    await page.getByText('is deleted').waitFor()
    await page.waitForURL(/\/registry$/)
    assert.equal(await count(page, 'imported'), 0)
    await page.goto(`${house.url}/registry/models/kubernetes`)
    await page.getByTestId('export').waitFor()
    assert.equal(await page.getByTestId('delete').count(), 0)
  },

  'what was exported comes in again, once': async (house) => {
    assert.ok(exported, 'nothing was exported: an earlier story failed')
    const page = await newPage(house)
    for (const outcome of ['3 added', '3 unchanged']) {
      await page.goto(`${house.url}/registry/import`)
      await page.locator('input[type=file]').setInputFiles(exported)
      await page.getByTestId('import-submit').click()
      await page.getByTestId('import-summary').getByText(`${exported.name}: ${outcome}`).waitFor()
    }
    assert.equal(await count(page, 'imported'), 1)
  },
}

/** How many models of an origin the server has. */
async function count(page: Page, origin: string): Promise<number> {
  const answer = await page.request.get(`${new URL(page.url()).origin}/api/registry/models?origin=${origin}`)
  return ((await answer.json()) as { totalCount: number }).totalCount
}

function visitor(house: House, page: Page, theme: string) {
  return async (path: string, ready: () => Promise<unknown>) => {
    await page.goto(`${house.url}${path}`)
    await ready()
    await checkAccessibility(page, `${path} in ${theme}`)
  }
}
