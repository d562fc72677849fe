import type { ElkNode } from 'elkjs/lib/elk-api'
import type { Graph, GraphNode } from './build'

/** Where a node lies, relative to the node it is drawn inside. */
export interface Place {
  x: number
  y: number
  width: number
  height: number
}

const NODE = { width: 190, height: 54 }
const LAYERED = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.spacing.nodeNodeBetweenLayers': '70',
  'elk.layered.spacing.edgeNodeBetweenLayers': '22',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.nodeNode': '26',
  'elk.spacing.componentComponent': '40',
  'elk.padding': '[top=44,left=20,bottom=20,right=20]',
  'elk.aspectRatio': '1.6',
}

/** Describes a graph to the layout engine: nodes nested as they are drawn, edges at the top. */
export function toElk(graph: Graph): ElkNode {
  const children = new Map<string | undefined, GraphNode[]>()
  for (const node of graph.nodes) children.set(node.parent, [...(children.get(node.parent) ?? []), node])
  const nest = (parent: string | undefined): ElkNode[] =>
    (children.get(parent) ?? []).map((node) => {
      const inner = nest(node.id)
      return inner.length > 0
        ? { id: node.id, children: inner, layoutOptions: LAYERED }
        : { id: node.id, ...NODE }
    })
  const edges = graph.edges.map((edge) => ({ id: edge.id, sources: [edge.source], targets: [edge.target] }))
  return { id: 'root', layoutOptions: LAYERED, children: nest(undefined), edges }
}

export interface Point {
  x: number
  y: number
}

/** Reads the ways of the edges, in coordinates of the whole drawing. */
export function routesOf(root: ElkNode): Map<string, Point[]> {
  const corners = new Map<string, Point>([[root.id, { x: 0, y: 0 }]])
  const visit = (node: ElkNode, corner: Point) => {
    for (const child of node.children ?? []) {
      const own = { x: corner.x + (child.x ?? 0), y: corner.y + (child.y ?? 0) }
      corners.set(child.id, own)
      visit(child, own)
    }
  }
  visit(root, { x: 0, y: 0 })
  const routes = new Map<string, Point[]>()
  for (const edge of root.edges ?? []) {
    const section = edge.sections?.[0]
    if (!section) continue
    // The engine counts from the node that both ends lie in.
    const corner = corners.get((edge as { container?: string }).container ?? root.id) ?? { x: 0, y: 0 }
    const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint]
    routes.set(edge.id, points.map((point) => ({ x: point.x + corner.x, y: point.y + corner.y })))
  }
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
