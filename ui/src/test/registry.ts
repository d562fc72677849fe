/** A small registry that pages of tests are shown. */
import { rights } from './render'

const LOOKS = ['designs.read', 'registry.read']
const EMPTY = { page: 0, pageSize: 25, totalCount: 0 }

export const model = (name: string, version: string, more: object = {}) => ({
  id: `${name}-${version}`,
  name,
  displayName: name.toUpperCase(),
  version: 'v1.0.0',
  status: 'enabled',
  registrant: { kind: 'github' },
  category: { name: 'Mesh' },
  model: { version },
  componentsCount: 1,
  relationshipsCount: 0,
  origin: 'imported',
  duplicates: 0,
  ...more,
})

export const component = (kind: string, version: string, schema: object, more: object = {}) => ({
  id: `${kind}-${version}`,
  displayName: kind,
  model: model('istio', 'v1.2.0'),
  component: { kind, version, schema: JSON.stringify(schema) },
  ...more,
})

/** A page of a list. */
export const page = (key: string, items: unknown[]) => ({ body: { ...EMPTY, totalCount: items.length, [key]: items } })

/** What every page of the registry asks for, for somebody who may look at it and what else is named. */
export const registry = (...more: string[]) => ({
  ...rights(...LOOKS, ...more),
  'GET /api/registry/summary': { body: { models: 3, components: 542, relationships: 43, policies: 0, categories: 1, registrants: 1 } },
  'GET /api/registry/categories': page('categories', [{ id: 'c1', name: 'Mesh', metadata: {} }]),
  'GET /api/registry/registrants': page('registrants', []),
  'GET /api/registry/jobs': { body: { jobs: [] } },
})
