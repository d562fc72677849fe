import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { component, model, page, registry } from '../../test/registry'
import { serve, visit } from '../../test/render'

afterEach(() => vi.unstubAllGlobals())

const ISTIO = model('istio', 'v1.2.0')
const OLDER = model('istio', 'v1.1.0', { status: 'ignored' })
const MODEL = {
  'GET /api/registry/models/istio': page('models', [OLDER, ISTIO]),
  'GET /api/registry/models/istio/components': page('components', [component('Gateway', 'networking.istio.io/v1', {})]),
}

describe('a model', () => {
  test('is shown in its newest version, with the others beside', async () => {
    serve({ ...registry(), ...MODEL })
    visit('/registry/models/istio')
    await screen.findByRole('link', { name: 'Gateway' })
    expect(screen.getByTestId<HTMLInputElement>('version').value).toBe('v1.2.0')
    await userEvent.click(screen.getByTestId('version'))
    await userEvent.click(await screen.findByRole('option', { name: 'v1.1.0 · ignored' }))
    await vi.waitFor(() => expect(screen.getByTestId<HTMLInputElement>('version').value).toBe('v1.1.0 · ignored'))
  })

  test('is only looked at by those who may not change it', async () => {
    serve({ ...registry(), ...MODEL })
    visit('/registry/models/istio')
    await screen.findByRole('link', { name: 'Gateway' })
    expect(screen.queryByTestId('delete')).toBeNull()
    expect(screen.queryByRole('button', { name: /Ignore/ })).toBeNull()
    expect(screen.getByTestId('export')).toBeDefined()
  })

  test('is ignored by those who may', async () => {
    const sent = serve({ ...registry('registry.write'), ...MODEL, 'POST /api/registry/models/status': { body: { id: ISTIO.id, status: 'ignored' } } })
    visit('/registry/models/istio')
    await userEvent.click(await screen.findByRole('button', { name: 'Ignore ISTIO v1.2.0' }))
    await screen.findByText(/is ignored/)
    expect(sent.find((one) => one.route.startsWith('POST'))?.body).toEqual({ id: 'istio-v1.2.0', status: 'ignored' })
  })

  test('that is built in can’t be deleted', async () => {
    serve({ ...registry('registry.write'), ...MODEL, 'GET /api/registry/models/istio': page('models', [{ ...ISTIO, origin: 'builtin' }]) })
    visit('/registry/models/istio')
    await screen.findByRole('button', { name: /Ignore/ })
    expect(screen.queryByTestId('delete')).toBeNull()
  })

  test('that is gone says so', async () => {
    serve({ ...registry(), 'GET /api/registry/models/istio': page('models', []) })
    visit('/registry/models/istio')
    await screen.findByText('No model is called “istio”')
  })
})

describe('the tree', () => {
  test('asks for a branch when it opens, and keeps it in the address', async () => {
    const sent = serve({ ...registry(), ...MODEL, 'GET /api/registry/models': page('models', [ISTIO, { ...OLDER, status: 'enabled' }]) })
    visit('/registry?view=tree')
    const category = await screen.findByRole('treeitem', { name: 'Mesh' })
    expect(sent.some((one) => one.route === 'GET /api/registry/models')).toBe(false)
    await userEvent.click(category)
    await userEvent.click(await screen.findByText('2 versions, newest v1.2.0'))
    const versions = screen.getAllByRole('treeitem').filter((item) => item.getAttribute('aria-level') === '3')
    expect(versions.map((item) => item.dataset['text'])).toEqual(['v1.2.0', 'v1.1.0'])
  })

  test('shows what its search finds, with the way to it', async () => {
    serve({ ...registry(), 'GET /api/registry/models': page('models', [ISTIO]), 'GET /api/registry/components': page('components', [component('Gateway', 'v1', {})]) })
    visit('/registry?view=tree&search=ist')
    await screen.findByRole('treeitem', { name: /^Mesh/ })
    await screen.findByRole('treeitem', { name: /^ISTIO/ })
    await screen.findByRole('treeitem', { name: /^Gateway/ })
  })
})

test('the tree leaves out categories that filters leave empty', async () => {
  const sent = serve({ ...registry(), 'GET /api/registry/models': page('models', [model('acme', 'v1', { category: { name: 'Tools' } })]) })
  visit('/registry?view=tree&origin=imported')
  await screen.findByRole('treeitem', { name: /^ACME/ })
  expect(screen.getAllByRole('treeitem').map((item) => item.dataset['text'])).toEqual(['Tools', 'ACME'])
  expect(sent.some((one) => one.route === 'GET /api/registry/components')).toBe(false)
})

describe('a schema', () => {
  const OLD = { properties: { spec: { properties: { host: { type: 'string' } } } } }
  const NEW = { properties: { spec: { required: ['port'], properties: { port: { type: 'integer', description: 'Where it listens.' } } } } }
  const KIND = { 'GET /api/registry/models/istio/components/Gateway': page('components', [component('Gateway', 'x.io/v1beta1', OLD), component('Gateway', 'x.io/v1', NEW)]) }
  const BASE = '/registry/components/istio/Gateway'

  test('is that of the newest API version', async () => {
    serve({ ...registry(), ...KIND })
    visit(BASE)
    const field = await screen.findByRole('treeitem', { name: /^port integer required/ })
    expect(within(field).getByText('Where it listens.')).toBeDefined()
    expect(screen.queryByText('host')).toBeNull()
  })

  test('is compared with that of another', async () => {
    serve({ ...registry(), ...KIND })
    visit(`${BASE}?beside=x.io/v1beta1`)
    const differences = await screen.findByRole('region', { name: 'Differences' })
    expect(within(differences).getAllByRole('row').map((row) => row.textContent)).toEqual(['gonespec.hoststring', 'newspec.portinteger, required'])
  })

  test('is searched, and what is found is shown in its place', async () => {
    serve({ ...registry(), ...KIND })
    visit(`${BASE}?find=PORT`)
    await userEvent.click(await screen.findByRole('button', { name: /^spec.port/ }))
    const field = await screen.findByRole('treeitem', { name: /^port/ })
    expect(field.getAttribute('aria-selected')).toBe('true')
  })
})

test('filters stand in the address and go to the server', async () => {
  const sent = serve({ ...registry(), 'GET /api/registry/models': page('models', []) })
  visit('/registry?category=Mesh&status=all&origin=imported&versions=all')
  await screen.findByText('Nothing like that')
  const query = new URLSearchParams(sent.find((one) => one.route === 'GET /api/registry/models')?.query)
  expect(Object.fromEntries(query)).toMatchObject({ category: 'Mesh', status: 'all', origin: 'imported' })
  expect(query.has('latest')).toBe(false)
})
