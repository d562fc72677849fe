import { describe, expect, test } from 'vitest'
import type { DesignDocument } from '../../api/client'
import { buildGraph } from './build'
import { placesOf, routesOf, toElk } from './layout'

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

describe('what the layout engine is told', () => {
  const placed = (id: string, parent: string | undefined) =>
    ({ id, kind: 'Pod', name: id, color: '', icon: undefined, parent, isUnknown: false })
  const line = (source: string, target: string) =>
    ({ id: `${source}-${target}`, source, target, className: 'network' as const, label: '' })

  test('puts each line where both its ends lie', () => {
    const nodes = [placed('a', undefined), placed('a1', 'a'), placed('a2', 'a'), placed('b', undefined), placed('b1', 'b')]
    const elk = toElk({ nodes, edges: [line('a1', 'a2'), line('a1', 'b1'), line('a2', 'b1')], groups: [] })
    expect(elk.children?.[0]?.edges?.map((edge) => edge.id)).toEqual(['a1-a2'])
    expect(elk.edges?.map((edge) => [edge.sources[0], edge.targets[0]])).toEqual([['a', 'b']])
  })

  test('says nothing of a line from a node into itself', () => {
    const elk = toElk({ nodes: [placed('a', undefined), placed('a1', 'a')], edges: [line('a', 'a1')], groups: [] })
    expect(elk.edges).toEqual([])
  })

  test('comes back as ways in coordinates of the whole drawing', () => {
    const inner = { id: 'e', sources: ['x'], targets: ['y'], sections: [{ id: 's', startPoint: { x: 1, y: 2 }, endPoint: { x: 3, y: 2 } }] }
    const root = { id: 'root', children: [{ id: 'a', x: 10, y: 20, edges: [inner] }] }
    expect(routesOf(root).get('e')).toEqual([{ x: 11, y: 22 }, { x: 13, y: 22 }])
  })
})
