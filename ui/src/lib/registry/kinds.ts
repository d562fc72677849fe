/** The kinds that relationship definitions name, as a graph. */
import type { Relationship } from '../../api/client'
import { colorOf, edgeClass, type Graph, type GraphEdge, type GraphNode } from '../graph/build'
import { ANY, type Party, readDefinition, type Rule } from './selectors'

/** More nodes than this are no picture any more. */
const MAX_NODES = 40

export interface KindGraph extends Graph {
  /** The node of the kind it is about. */
  center: string | undefined
  /** Kinds that are left out of the picture. */
  hidden: number
  /** The definition behind a line. */
  definitions: Map<string, string>
}

/** Draws definitions; with a kind, only what they say about that kind. */
export function kindGraph(definitions: Relationship[], focus?: Party): KindGraph {
  const nodes = new Map<string, GraphNode>()
  const edges = new Map<string, GraphEdge>()
  const origins = new Map<string, string>()
  for (const definition of definitions) {
    for (const rule of readDefinition(definition).allowed) {
      for (const [source, target] of pairsOf(rule, focus)) {
        for (const party of [source, target]) nodes.set(keyOf(party), nodeOf(party))
        const edge = edgeOf(definition, source, target)
        if (edges.has(edge.id)) continue
        edges.set(edge.id, edge)
        origins.set(edge.id, definition.id ?? '')
      }
    }
  }
  return cut([...nodes.values()], [...edges.values()], origins, focus)
}

/** The lines of a rule. A kind in between is drawn there. */
function pairsOf(rule: Rule, focus: Party | undefined): [Party, Party][] {
  const between = rule.via.map((kind): Party => ({ kind, model: rule.from[0]?.model ?? ANY }))
  const isMeant = (parties: Party[]) => parties.some((party) => focus && isSame(party, focus))
  const narrow = (parties: Party[]) => (focus && isMeant(parties) ? parties.filter((party) => isSame(party, focus)) : parties)
  if (focus && !isMeant(rule.from) && !isMeant(rule.to) && !isMeant(between)) return []
  const both = focus && isMeant(rule.from) && isMeant(rule.to)
  const pairs = (from: Party[], to: Party[]) => from.flatMap((source) => to.map((target): [Party, Party] => [source, target]))
  if (between.length > 0) return [...pairs(narrow(rule.from), between), ...pairs(between, narrow(rule.to))]
  return both ? [...pairs(narrow(rule.from), rule.to), ...pairs(rule.from, narrow(rule.to))] : pairs(narrow(rule.from), narrow(rule.to))
}

export const isSame = (party: Party, other: Party) =>
  party.kind === other.kind && (party.model === other.model || party.model === ANY || other.model === ANY)

const keyOf = (party: Party) => `${party.model}/${party.kind}`

/** The kind a node stands for: the reverse of its key. Names of models have no slash. */
export function partyOf(id: string): Party {
  const cut = id.indexOf('/')
  return { model: id.slice(0, cut), kind: id.slice(cut + 1) }
}

function nodeOf(party: Party): GraphNode {
  const [model, kind] = [party.model === ANY ? 'any model' : party.model, party.kind === ANY ? 'any kind' : party.kind]
  return { id: keyOf(party), kind: model, name: kind, color: colorOf(kind), icon: undefined, parent: undefined, isUnknown: false }
}

function edgeOf(definition: Relationship, source: Party, target: Party): GraphEdge {
  const label = definition.subType || definition.type || ''
  const [from, to] = [keyOf(source), keyOf(target)]
  return { id: `${from} ${label} ${to}`, source: from, target: to, className: edgeClass(definition), label }
}

function cut(nodes: GraphNode[], edges: GraphEdge[], definitions: Map<string, string>, focus: Party | undefined): KindGraph {
  const first = focus ? [...nodes].sort((one, other) => Number(other.name === focus.kind) - Number(one.name === focus.kind)) : nodes
  const shown = first.slice(0, MAX_NODES)
  const ids = new Set(shown.map((node) => node.id))
  const lines = edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target))
  const center = focus && shown.find((node) => node.name === focus.kind)?.id
  return { center, nodes: shown, edges: lines, groups: [], hidden: nodes.length - shown.length, definitions }
}

/** How a definition stands to a kind: it gives, it takes, or it stands in between. */
export function directionsOf(definition: Relationship, focus: Party): { direction: 'out' | 'in' | 'between'; others: Party[] }[] {
  const { allowed } = readDefinition(definition)
  const has = (parties: Party[]) => parties.some((party) => isSame(party, focus))
  const out = allowed.filter((rule) => has(rule.from)).flatMap((rule) => rule.to)
  const into = allowed.filter((rule) => has(rule.to)).flatMap((rule) => rule.from)
  const between = allowed.filter((rule) => rule.via.includes(focus.kind)).flatMap((rule) => [...rule.from, ...rule.to])
  const found = [
    { direction: 'out' as const, others: out },
    { direction: 'in' as const, others: into },
    { direction: 'between' as const, others: between },
  ]
  return found.filter(({ others }) => others.length > 0)
}
