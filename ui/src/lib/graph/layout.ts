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
  'elk.layered.spacing.nodeNodeBetweenLayers': '70',
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

/** Reads the engine's answer. */
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
