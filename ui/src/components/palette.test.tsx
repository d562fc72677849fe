import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { registry } from '../test/registry'
import { serve, visit } from '../test/render'
import { hitOf } from './paletteHits'

afterEach(() => vi.unstubAllGlobals())

const ISTIO = { id: 'm1', name: 'istio', displayName: 'Istio', version: 'v1.2.0' }
const FOUND = [
  { entityType: 'model', id: 'm1', name: 'istio', displayName: 'Istio', model: ISTIO },
  { entityType: 'component', id: 'c1', name: 'Gateway', displayName: 'Gateway', apiVersion: 'v1', model: ISTIO },
  { entityType: 'relationship', id: 'r1', name: 'network', displayName: 'Traffic goes there', model: ISTIO },
]

describe('the palette', () => {
  test('finds in the registry what the server finds, and goes there with Enter', async () => {
    serve({ ...registry(), 'GET /api/registry/search': { body: { results: FOUND, totalCount: 3 } }, 'GET /api/registry/relationships': { body: { relationships: [], totalCount: 0, page: 0, pageSize: 25 } } })
    visit('/designs')
    await userEvent.click(await screen.findByTestId('palette-open'))
    await userEvent.type(await screen.findByTestId('palette-input'), 'gatway')
    await screen.findByRole('option', { name: /Gateway v1 · Istio/ })
    expect(screen.getAllByRole('option').map((one) => one.textContent)).toEqual(['Istio model · v1.2.0', 'Gateway v1 · Istio', 'Traffic goes there relationship · Istio'])
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}')
    await screen.findByText('No such relationship')
  })

  test('takes an Enter that comes before the answer', async () => {
    serve({ ...registry(), 'GET /api/registry/search': { body: { results: [FOUND[2]], totalCount: 1 } }, 'GET /api/registry/relationships': { body: { relationships: [], totalCount: 0, page: 0, pageSize: 25 } } })
    visit('/designs')
    await userEvent.click(await screen.findByTestId('palette-open'))
    await userEvent.type(await screen.findByTestId('palette-input'), 'traffic{Enter}')
    await screen.findByText('No such relationship')
  })

  test('offers pages only to those who may see them', async () => {
    serve({ ...registry(), 'GET /api/registry/search': { body: { results: [], totalCount: 0 } } })
    visit('/designs')
    await userEvent.click(await screen.findByTestId('palette-open'))
    await screen.findByRole('option', { name: /Tree of the registry/ })
    expect(screen.queryByRole('option', { name: /Import into the registry/ })).toBeNull()
  })

  test('writes names into addresses that may be anything', () => {
    expect(hitOf({ entityType: 'model', id: 'm', name: '../../x?y', displayName: '', description: '', model: ISTIO }).href).toBe('/registry/models/..%2F..%2Fx%3Fy')
  })
})
