import { act, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { listenIn, stream } from '../../../test/events'
import { model, registry } from '../../../test/registry'
import { serve, visit } from '../../../test/render'

afterEach(() => vi.unstubAllGlobals())

const CRD = 'kind: CustomResourceDefinition\nspec:\n  group: networking.istio.io\n'
const PROGRESS = { stage: 'reading', entries: 3, bytes: 500, models: 1, components: 2, relationships: 0, failures: 0 }
const RUNNING = { id: 'j1', source: 'definition.yaml', state: 'running', progress: PROGRESS, startedAt: '2026-01-01T00:00:00Z' }
const DONE = {
  ...RUNNING,
  state: 'done',
  report: {
    entities: [
      { entityType: 'component', name: 'Gateway', model: 'istio', outcome: 'added' },
      { entityType: 'component', name: 'Broken', model: 'istio', outcome: 'failed', error: 'no schema' },
    ],
    outcomes: { added: 1, updated: 0, unchanged: 0, failed: 1 },
  },
}
const GENERATED = { model: model('istio', 'v1.0.0'), components: [{ component: { kind: 'Gateway', version: 'v1' } }], findings: [{ subject: 'Gateway', place: 'spec.versions[1]', error: 'no schema' }] }
const WRITER = registry('registry.write')

describe('an import', () => {
  test('is followed by its stream, and its report links what came in', async () => {
    listenIn()
    serve({ ...WRITER, 'GET /api/registry/jobs/j1': { body: RUNNING } })
    visit('/registry/import?job=j1')
    await screen.findByText(/3 files, 500 B · 1 models · 2 components/)
    expect(stream().url).toBe('/api/registry/jobs/j1/stream')
    act(() => stream().say('job', DONE))
    await screen.findByText('definition.yaml: 1 failed, 1 added')
    expect(screen.getByRole('link', { name: 'Gateway' }).getAttribute('href')).toBe('/registry/components/istio/Gateway')
    expect(screen.queryByRole('link', { name: 'Broken' })).toBeNull()
    await userEvent.click(screen.getByRole('checkbox', { name: /failed/ }))
    await vi.waitFor(() => expect(screen.queryByText('Gateway')).toBeNull())
  })

  test('is cancelled', async () => {
    listenIn()
    const sent = serve({ ...WRITER, 'GET /api/registry/jobs/j1': { body: RUNNING }, 'DELETE /api/registry/jobs/j1': { body: RUNNING } })
    visit('/registry/import?job=j1')
    await userEvent.click(await screen.findByTestId('import-cancel'))
    act(() => stream().say('job', { ...RUNNING, state: 'cancelled' }))
    await screen.findByText('Nothing of it came in.')
    expect(sent.map((one) => one.route)).toContain('DELETE /api/registry/jobs/j1')
  })

  test('that failed says what the server says', async () => {
    const problem = { title: 'the file is no package', detail: 'the file is too large', status: 413, code: 'meshery-server-1302' }
    serve({ ...WRITER, 'GET /api/registry/jobs/j1': { body: { ...RUNNING, state: 'failed', problem } } })
    visit('/registry/import?job=j1')
    await screen.findByText('The file is too large.')
    await screen.findByText('meshery-server-1302')
  })

  test('is nothing for those who may not change the registry', async () => {
    serve(registry())
    visit('/registry/import')
    await screen.findByText('You may not see this')
  })
})

describe('a pasted definition', () => {
  test('shows what it becomes, is looked at, then imported', async () => {
    listenIn()
    const sent = serve({ ...WRITER, 'POST /api/registry/generate': { body: GENERATED }, 'POST /api/registry/register': { status: 202, body: DONE }, 'GET /api/registry/jobs/j1': { body: DONE } })
    visit('/registry/import?source=definition')
    await userEvent.click(await screen.findByTestId('import-definition'))
    await userEvent.paste(CRD)
    expect(screen.getByTestId<HTMLInputElement>('model-name').value).toBe('istio')
    await screen.findByText('Gateway')
    await screen.findByText('One thing deserves a look')
    expect(sent.find((one) => one.route.endsWith('/generate'))?.body).toMatchObject({ model: { name: 'istio' } })
    await userEvent.click(screen.getByTestId('import-preview'))
    await screen.findByText('What would come in')
    await userEvent.click(screen.getByTestId('import-again'))
    await vi.waitFor(() => expect(screen.queryByText('What would come in')).toBeNull())
    expect(screen.getByTestId<HTMLTextAreaElement>('import-definition').value).toBe(CRD)
    await userEvent.click(screen.getByTestId('import-preview'))
    await screen.findByText('What would come in')
    await userEvent.click(screen.getByTestId('import-now'))
    await screen.findByText('What came in')
    const queries = sent.filter((one) => one.route.endsWith('/register')).map((one) => one.query)
    expect(queries.at(0)).toBe('?async=true&dryRun=true')
    expect(queries.at(-1)).toBe('?async=true&dryRun=false')
    expect(screen.getByTestId<HTMLTextAreaElement>('import-definition').value).toBe('')
  })

  test('that is refused says why, and stays', async () => {
    const problem = { title: 'no definition', detail: 'the text is no definition', code: 'meshery-server-1303' }
    serve({ ...WRITER, 'POST /api/registry/generate': { body: GENERATED }, 'POST /api/registry/register': { status: 400, body: problem } })
    visit('/registry/import?source=definition')
    await userEvent.click(await screen.findByTestId('import-definition'))
    await userEvent.paste(CRD)
    await userEvent.click(screen.getByTestId('import-submit'))
    expect((await screen.findByTestId('form-problem')).textContent).toContain('The text is no definition.')
    expect(screen.getByTestId<HTMLTextAreaElement>('import-definition').value).toBe(CRD)
  })
})
