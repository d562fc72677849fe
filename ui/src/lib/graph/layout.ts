import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api'
import type { Graph, GraphNode } from './build'

/** Where a node lies, relative to the node it is drawn inside. */
export interface Place {
  x: number
  y: number
  width: number
  height: number
}

/** Size of a component that nothing is drawn inside. */
export const NODE = { width: 190, height: 54 }
const LAYERED = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.separateConnectedComponents': 'true',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.spacing.nodeNodeBetweenLayers': '70',
  'elk.layered.spacing.edgeNodeBetweenLayers': '22',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.nodeNode': '26',
  'elk.spacing.componentComponent': '40',
  'elk.padding': '[top=44,left=20,bottom=20,right=20]',
  'elk.aspectRatio': '1.6',
}

/**
 * Describes a graph to the layout engine: nodes nested as they are drawn, each edge in the node that both ends
 * lie in. An edge between nodes of different parents pulls the parents together instead; that way every parent
 * is laid out by itself, and parts that are not connected are packed side by side.
 */
export function toElk(graph: Graph): ElkNode {
  const parents = new Map(graph.nodes.map((node) => [node.id, node.parent]))
  const children = new Map<string | undefined, GraphNode[]>()
  for (const node of graph.nodes) push(children, node.parent, node)
  const edges = new Map<string | undefined, ElkExtendedEdge[]>()
  const lifted = new Set<string>()
  for (const edge of graph.edges) {
    const [source, target] = siblings(parents, edge.source, edge.target)
    const isLifted = source !== edge.source || target !== edge.target
    if (source === target) continue
    const id = isLifted ? `${source} ${target}` : edge.id
    if (isLifted && lifted.has(id)) continue
    if (isLifted) lifted.add(id)
    push(edges, parents.get(source), { id, sources: [source], targets: [target] })
  }
  const nest = (parent: string | undefined): ElkNode[] =>
    (children.get(parent) ?? []).map((node) => {
      const inner = nest(node.id)
      return inner.length > 0
        ? { id: node.id, children: inner, edges: edges.get(node.id) ?? [], layoutOptions: LAYERED }
        : { id: node.id, ...NODE }
    })
  return { id: 'root', layoutOptions: LAYERED, children: nest(undefined), edges: edges.get(undefined) ?? [] }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V) {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** Goes up from both ends until they lie in the same node. */
function siblings(parents: Map<string, string | undefined>, source: string, target: string): [string, string] {
  const above = new Map<string | undefined, string>()
  for (let at: string | undefined = source; at; at = parents.get(at)) above.set(parents.get(at), at)
  for (let at: string | undefined = target; at; at = parents.get(at)) {
    const other = above.get(parents.get(at))
    if (other) return [other, at]
  }
  return [source, target]
}

export interface Point {
  x: number
  y: number
}

/** Reads the ways of the edges, in coordinates of the whole drawing. */
export function routesOf(root: ElkNode): Map<string, Point[]> {
  const routes = new Map<string, Point[]>()
  const visit = (node: ElkNode, corner: Point) => {
    for (const edge of node.edges ?? []) {
      const section = edge.sections?.[0]
      if (!section) continue
      const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint]
      routes.set(edge.id, points.map((point) => ({ x: point.x + corner.x, y: point.y + corner.y })))
    }
    for (const child of node.children ?? []) {
      visit(child, { x: corner.x + (child.x ?? 0), y: corner.y + (child.y ?? 0) })
    }
  }
  visit(root, { x: 0, y: 0 })
  return routes
}

/** Reads where the nodes lie. */
export function placesOf(root: ElkNode): Map<string, Place> {
  const places = new Map<string, Place>()
  const visit = (node: ElkNode) => {
    for (const child of node.children ?? []) {
      places.set(child.id, {
        x: child.x ?? 0,
        y: child.y ?? 0,
        width: child.width ?? NODE.width,
        height: child.height ?? NODE.height,
      })
      visit(child)
    }
  }
  visit(root)
  return places
}
