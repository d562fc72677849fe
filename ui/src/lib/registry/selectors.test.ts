import { describe, expect, test } from 'vitest'
import type { Relationship } from '../../api/client'
import { directionsOf, kindGraph } from './kinds'
import { readDefinition, readPath } from './selectors'
import { kindsText, ruleSentences, sidesOf } from './sentences'

const k8s = { name: 'kubernetes' }
const scaled = (kind: string) => ({ kind, model: k8s, patch: { mutatorRef: [['displayName'], ['component', 'kind']] } })

const SCALES = {
  id: 'r1',
  kind: 'edge',
  type: 'non-binding',
  subType: 'reference',
  selectors: [
    {
      allow: {
        from: [{ kind: 'HPA', model: k8s, patch: { mutatedRef: [['configuration', 'spec', 'ref', 'name'], ['configuration', 'spec', 'ref', 'kind']] } }],
        to: [scaled('Deployment'), scaled('StatefulSet')],
      },
    },
  ],
} as Relationship

const BINDS = {
  id: 'r2',
  kind: 'edge',
  type: 'binding',
  subType: 'permission',
  selectors: [
    {
      allow: {
        from: [{ kind: 'Role', model: k8s, match: { from: [{ kind: 'self', mutatorRef: [['displayName']] }], to: [{ kind: 'RoleBinding', mutatedRef: [['configuration', 'roleRef', 'name']] }] } }],
        to: [{ kind: 'ServiceAccount', model: k8s, match: { from: [{ kind: 'RoleBinding', mutatedRef: [['configuration', 'subjects', '_', 'name']] }], to: [{ kind: 'self', mutatorRef: [['displayName']] }] } }],
      },
      deny: { from: [{ kind: 'Role', model: k8s }], to: [{ kind: 'Role', model: k8s }] },
    },
  ],
} as Relationship

const LABELS = {
  id: 'r3',
  kind: 'hierarchical',
  type: 'sibling',
  subType: 'matchlabels',
  selectors: [{ allow: { from: [{ kind: '*', model: k8s, match: { refs: [['configuration', 'metadata', 'labels']] } }], to: [{ match: { refs: [['configuration', 'metadata', 'labels']] } }] } }],
} as Relationship

const sentences = (definition: Relationship) => readDefinition(definition).allowed.flatMap(ruleSentences)

describe('a definition in words', () => {
  test('says where values come from and where they go', () => {
    expect(sentences(SCALES)).toEqual([
      'from name of Deployment or StatefulSet to HPA.spec.ref.name',
      'from kind of Deployment or StatefulSet to HPA.spec.ref.kind',
    ])
    expect(sidesOf(SCALES)).toBe('HPA → Deployment or StatefulSet')
  })

  test('goes by way of the kind in between', () => {
    expect(sentences(BINDS)).toEqual(['from Role.name to RoleBinding.roleRef.name', 'from ServiceAccount.name to RoleBinding.subjects[].name'])
    expect(readDefinition(BINDS).allowed[0]?.via).toEqual(['RoleBinding'])
    expect(readDefinition(BINDS).denied).toEqual([{ from: [{ kind: 'Role', model: 'kubernetes' }], to: [{ kind: 'Role', model: 'kubernetes' }] }])
  })

  test('names what siblings share, and kinds that are not named', () => {
    expect(sentences(LABELS)).toEqual(['both share an entry of metadata.labels'])
    expect(sidesOf(LABELS)).toBe('any kind of kubernetes → any kind')
  })

  test('says how values are compared', () => {
    const firewall = {
      selectors: [{ allow: { from: [{ kind: 'NetworkPolicy', matchStrategyMatrix: [['to_contains_from']], patch: { mutatorRef: [['configuration', 'spec']] } }], to: [{ kind: 'Pod', patch: { mutatedRef: [['configuration', 'metadata', 'labels']] } }] } }],
    } as Relationship
    expect(sentences(firewall)).toEqual(['from NetworkPolicy.spec to Pod.metadata.labels (every entry must be there)'])
  })

  test('counts kinds rather than listing all of them', () => {
    const parties = ['A', 'B', 'C', 'D', 'E', 'F'].map((kind) => ({ kind, model: 'm' }))
    expect(kindsText(parties)).toBe('A, B, C, D or 2 more')
  })

  test('survives definitions that say nothing', () => {
    expect(readDefinition({ selectors: [{}] } as Relationship)).toEqual({ allowed: [], denied: [] })
    expect(readPath([])).toBe('everything')
  })
})

describe('the kinds around a kind', () => {
  const lines = (graph: ReturnType<typeof kindGraph>) => graph.edges.map((edge) => `${edge.source} ${edge.target}`)

  test('are those its definitions name, and no others', () => {
    const graph = kindGraph([SCALES, BINDS], { kind: 'Deployment', model: 'kubernetes' })
    expect(lines(graph)).toEqual(['kubernetes/HPA kubernetes/Deployment'])
    expect([...graph.definitions.values()]).toEqual(['r1'])
  })

  test('lead through the kind in between', () => {
    expect(lines(kindGraph([BINDS]))).toEqual(['kubernetes/Role */RoleBinding', '*/RoleBinding kubernetes/ServiceAccount'].map((line) => line.replaceAll('*/', 'kubernetes/')))
    expect(directionsOf(BINDS, { kind: 'RoleBinding', model: 'kubernetes' }).map((one) => one.direction)).toEqual(['between'])
  })

  test('are told apart by direction', () => {
    expect(directionsOf(SCALES, { kind: 'HPA', model: 'kubernetes' })).toMatchObject([{ direction: 'out', others: [{ kind: 'Deployment' }, { kind: 'StatefulSet' }] }])
    expect(directionsOf(SCALES, { kind: 'Deployment', model: '*' })).toMatchObject([{ direction: 'in', others: [{ kind: 'HPA' }] }])
  })

  test('are cut where they are too many to draw, but never the kind itself', () => {
    const many = { ...SCALES, selectors: [{ allow: { from: [{ kind: 'X' }], to: Array.from({ length: 90 }, (_, index) => ({ kind: `K${index}` })) } }] } as Relationship
    const graph = kindGraph([many], { kind: 'X', model: '*' })
    expect(graph.nodes).toHaveLength(40)
    expect(graph.nodes[0]?.name).toBe('X')
    expect(graph.hidden).toBe(51)
  })
})
