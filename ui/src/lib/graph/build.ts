import type { Component, DesignDocument, Relationship } from '../../api/client'

/** A component on the canvas. */
export type GraphNode = {
  id: string
  kind: string
  name: string
  color: string
  icon: string | undefined
  /** The node this one is drawn inside: its Namespace, or the Pod whose container it is. */
  parent: string | undefined
  isUnknown: boolean
}

/** A relationship that is drawn as a line. */
export interface GraphEdge {
  id: string
  source: string
  target: string
  className: EdgeClass
  label: string
}

/** Components that share a label. */
export interface LabelGroup {
  id: string
  label: string
  members: string[]
}

export interface Graph {
  nodes: GraphNode[]
  edges: GraphEdge[]
  groups: LabelGroup[]
}

/** What a line means; decides its colour and its entry in the legend. */
export type EdgeClass = 'network' | 'reference' | 'mount' | 'permission' | 'firewall' | 'other'

const CLASSES: readonly EdgeClass[] = ['network', 'reference', 'mount', 'permission', 'firewall']

/** Name of the class a relationship belongs to. */
export function edgeClass(relationship: Relationship): EdgeClass {
  const subType = (relationship.subType ?? '').toLowerCase()
  return CLASSES.find((known) => known === subType) ?? 'other'
}

/** The ids of a relationship's two ends. */
export function endsOf(relationship: Relationship): { from: string | undefined; to: string | undefined } {
  const allow = relationship.selectors?.[0]?.allow
  return { from: allow?.from?.[0]?.id ?? undefined, to: allow?.to?.[0]?.id ?? undefined }
}

export const isHierarchy = (relationship: Relationship) =>
  relationship.kind === 'hierarchical' && relationship.type === 'parent'

export const isSibling = (relationship: Relationship) =>
  relationship.kind === 'sibling' || relationship.type === 'sibling'

/** Turns a design into what the canvas draws. */
export function buildGraph(design: DesignDocument): Graph {
  const components = design.components ?? []
  const relationships = (design.relationships ?? []).filter((one) => one.status !== 'deleted')
  const ids = new Set(components.map((component) => component.id ?? ''))
  const parents = parentsOf(relationships, ids)
  return {
    nodes: components.map((component) => nodeOf(component, parents.get(component.id ?? ''))),
    edges: relationships.filter((one) => !isHierarchy(one) && !isSibling(one)).flatMap((one) => edgesOf(one, ids)),
    groups: relationships.filter(isSibling).map(groupOf),
  }
}

/** Who is drawn inside whom. A second parent, or one that would close a circle, is left out. */
function parentsOf(relationships: Relationship[], ids: Set<string>): Map<string, string> {
  const parents = new Map<string, string>()
  for (const relationship of relationships.filter(isHierarchy)) {
    const { from, to } = endsOf(relationship)
    if (!from || !to || from === to || !ids.has(from) || !ids.has(to) || parents.has(from)) continue
    if (!leadsTo(parents, to, from)) parents.set(from, to)
  }
  return parents
}

function leadsTo(parents: Map<string, string>, start: string, goal: string): boolean {
  for (let at: string | undefined = start; at; at = parents.get(at)) if (at === goal) return true
  return false
}

function nodeOf(component: Component, parent: string | undefined): GraphNode {
  const styles = (component.styles ?? {}) as { primaryColor?: string; svgColor?: string }
  return {
    id: component.id ?? '',
    kind: component.component?.kind ?? '',
    name: component.displayName ?? '',
    color: styles.primaryColor || colorOf(component.component?.kind ?? ''),
    icon: styles.svgColor,
    parent,
    isUnknown: isUnknown(component),
  }
}

/** Whether the registry does not know the component's kind. */
export function isUnknown(component: Component): boolean {
  return (component.metadata as { isUnknown?: boolean } | undefined)?.isUnknown === true
}

function edgesOf(relationship: Relationship, ids: Set<string>): GraphEdge[] {
  const { from, to } = endsOf(relationship)
  if (!from || !to || !ids.has(from) || !ids.has(to)) return []
  const id = relationship.id ?? `${from}-${to}`
  const className = edgeClass(relationship)
  const label = relationship.subType ?? relationship.type ?? ''
  const binding = bindingOf(relationship)
  if (!binding || !ids.has(binding)) return [{ id, source: from, target: to, className, label }]
  return [
    { id: `${id}:from`, source: from, target: binding, className, label },
    { id: `${id}:to`, source: binding, target: to, className, label },
  ]
}

/** The third component of a binding, such as the RoleBinding between Role and ServiceAccount. */
export function bindingOf(relationship: Relationship): string | undefined {
  const matches = relationship.selectors?.[0]?.allow?.from?.[0]?.match
  const parties = [...(matches?.from ?? []), ...(matches?.to ?? [])]
  return parties.find((party) => party.kind !== 'self')?.id ?? undefined
}

function groupOf(relationship: Relationship): LabelGroup {
  const from = relationship.selectors?.[0]?.allow?.from ?? []
  const key = from[0]?.patch?.mutatorRef?.[0]?.at(-1) ?? 'label'
  return { id: relationship.id ?? key, label: key, members: from.flatMap((item) => item.id ?? []) }
}

const FAMILIES: [RegExp, string][] = [
  [/^(Deployment|StatefulSet|DaemonSet|ReplicaSet|Pod|Job|CronJob|Container|ReplicationController)$/, '#3b7dd8'],
  [/(Role|ServiceAccount|Binding)/, '#2f8f5b'],
  [/^(Service|Ingress|Gateway|HTTPRoute|VirtualService|Endpoint.*|NetworkPolicy)/, '#8a5cd6'],
  [/^(ConfigMap|Secret)/, '#c2821a'],
  [/^(PersistentVolume.*|StorageClass|Volume.*|CSI.*)/, '#b4532a'],
  [/^Namespace$/, '#0b7a75'],
]

/** A colour for kinds that bring none. */
export function colorOf(kind: string): string {
  return FAMILIES.find(([pattern]) => pattern.test(kind))?.[1] ?? '#64748b'
}
