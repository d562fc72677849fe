import { describe, expect, test } from 'vitest'
import type { DesignDocument } from '../../api/client'
import { buildGraph } from './build'
import { placesOf, toElk } from './layout'

const component = (id: string, kind: string) => ({ id, displayName: id, component: { kind, version: 'v1' } })
const related = (id: string, kind: string, type: string, subType: string, from: string, to: string) => ({
  id,
  kind,
  type,
  subType,
  selectors: [{ allow: { from: [{ id: from }], to: [{ id: to }] } }],
})

const design = {
  components: [component('ns', 'Namespace'), component('web', 'Deployment'), component('svc', 'Service')],
  relationships: [
    related('r1', 'hierarchical', 'parent', 'inventory', 'web', 'ns'),
    related('r2', 'hierarchical', 'parent', 'inventory', 'svc', 'ns'),
    related('r3', 'edge', 'non-binding', 'network', 'svc', 'web'),
  ],
} as unknown as DesignDocument

describe('the graph of a design', () => {
  test('nests children in their parents and draws the rest as lines', () => {
    const graph = buildGraph(design)
    expect(graph.nodes.map((node) => [node.id, node.parent])).toEqual([
      ['ns', undefined],
      ['web', 'ns'],
      ['svc', 'ns'],
    ])
    expect(graph.edges).toMatchObject([{ source: 'svc', target: 'web', className: 'network' }])
  })

  test('never nests in circles', () => {
    const circle = {
      components: design.components,
      relationships: [
        related('a', 'hierarchical', 'parent', 'inventory', 'web', 'ns'),
        related('b', 'hierarchical', 'parent', 'inventory', 'ns', 'web'),
      ],
    } as unknown as DesignDocument
    const parents = buildGraph(circle).nodes.filter((node) => node.parent)
    expect(parents.map((node) => node.id)).toEqual(['web'])
  })

  test('leaves out lines to components that are not there', () => {
    const dangling = { components: [], relationships: design.relationships } as unknown as DesignDocument
    expect(buildGraph(dangling)).toEqual({ nodes: [], edges: [], groups: [] })
  })

  test('draws a binding through the component it is about', () => {
    const binding = {
      components: ['role', 'rb', 'sa'].map((id) => component(id, id)),
      relationships: [
        {
          ...related('r', 'edge', 'binding', 'permission', 'role', 'sa'),
          selectors: [
            {
              allow: {
                from: [{ id: 'role', match: { from: [{ kind: 'self', id: 'role' }], to: [{ kind: 'RoleBinding', id: 'rb' }] } }],
                to: [{ id: 'sa' }],
              },
            },
          ],
        },
      ],
    } as unknown as DesignDocument
    expect(buildGraph(binding).edges.map((edge) => `${edge.source}-${edge.target}`)).toEqual(['role-rb', 'rb-sa'])
  })

  test('is described to the layout engine as nested as it is drawn', () => {
    const elk = toElk(buildGraph(design))
    expect(elk.children?.map((child) => child.id)).toEqual(['ns'])
    expect(elk.children?.[0]?.children?.map((child) => child.id)).toEqual(['web', 'svc'])
    expect(placesOf(elk).get('web')).toMatchObject({ width: 190, height: 54 })
  })
})
