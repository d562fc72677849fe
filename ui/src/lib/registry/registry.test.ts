import { describe, expect, test } from 'vitest'
import type { RegisteredModel } from '../../api/registry'
import { isFiltered, registryFilters } from './filters'
import { byCategory, openBranches, withBranch } from './tree'
import { compareApiVersions, compareVersions, newestFirst } from './versions'

const model = (name: string, version: string, category: string) =>
  ({ id: `${name}-${version}`, name, version: 'v1.0.0', model: { version }, category: { name: category }, componentsCount: 0, relationshipsCount: 0 }) as RegisteredModel

describe('versions', () => {
  const sorted = (versions: string[], compare: (a: string, b: string) => number) => [...versions].sort(compare)

  test('of products compare by number', () => {
    expect(sorted(['v1.10.0', 'v1.9.2', '1.2', 'v1.10.0-rc.1'], compareVersions)).toEqual(['1.2', 'v1.9.2', 'v1.10.0-rc.1', 'v1.10.0'])
    expect(compareVersions('1.2', '1.2.0')).toBe(0)
    expect(compareVersions('', 'v1')).toBeLessThan(0)
  })

  test('of APIs compare by maturity, whatever their group', () => {
    expect(sorted(['apps/v1', 'v1beta2', 'x.org/v1beta1', 'v1alpha1', 'v2'], compareApiVersions)).toEqual(['v1alpha1', 'x.org/v1beta1', 'v1beta2', 'apps/v1', 'v2'])
  })

  test('of a model come newest first', () => {
    expect(newestFirst([model('a', 'v1.2.0', ''), model('a', 'v1.11.0', '')]).map((one) => one.model?.version)).toEqual(['v1.11.0', 'v1.2.0'])
  })
})

test('models are grouped by category and name, and keep the order of a search', () => {
  const tree = byCategory([model('istio', 'v1.2.0', 'Mesh'), model('redis', 'v7.0.0', ''), model('istio', 'v1.10.0', 'Mesh')])
  expect(tree.map(({ category, models }) => [category, models.map((one) => [one.name, one.versions.length, one.newest.model?.version])])).toEqual([
    ['Mesh', [['istio', 2, 'v1.10.0']]],
    ['Uncategorized', [['redis', 1, 'v7.0.0']]],
  ])
})

test('open branches stand in the address', () => {
  const open = openBranches(withBranch(new Set(['Mesh']), 'istio', true))
  expect([...open]).toEqual(['Mesh', 'istio'])
  expect(withBranch(new Set(['Mesh']), 'Mesh', false)).toBeUndefined()
})

test('filters that nobody knows are left out', () => {
  const filters = registryFilters({ status: 'ignored', origin: 'elsewhere', category: 'Mesh', versions: 'all' })
  expect(filters).toMatchObject({ status: 'ignored', origin: undefined, category: 'Mesh', versions: 'all' })
  expect(isFiltered(filters)).toBe(true)
  expect(isFiltered(registryFilters({ page: 3 }))).toBe(false)
})
