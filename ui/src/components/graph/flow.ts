import { type Edge, MarkerType, type Node } from '@xyflow/react'
import type { EdgeClass, Graph, GraphNode } from '../../lib/graph/build'
import type { Place, Point } from '../../lib/graph/layout'
import type { EdgeData } from './RoutedEdge'
import type { NodeData } from './Nodes'

/** Colours of lines, readable on light and dark ground. */
export const EDGE_COLORS: Record<EdgeClass, string> = {
  network: '#8a5cd6',
  reference: '#c2821a',
  mount: '#b4532a',
  permission: '#2f8f5b',
  firewall: '#d0475f',
  other: '#64748b',
}

interface Look {
  selected: string | undefined
  find: string
  members: string[] | undefined
  showLabels: boolean
}

/** Turns graph and layout into what the drawing library takes. Parents come before their children. */
export function toFlow(
  graph: Graph,
  places: Map<string, Place>,
  routes: Map<string, Point[]>,
  look: Look,
): { nodes: Node<NodeData>[]; edges: Edge<EdgeData>[] } {
  const parents = new Set(graph.nodes.flatMap((node) => node.parent ?? []))
  const isDim = dimmer(look)
  const nodes = byDepth(graph.nodes).map((node): Node<NodeData> => {
    const place = places.get(node.id) ?? { x: 0, y: 0, width: 190, height: 54 }
    return {
      id: node.id,
      type: parents.has(node.id) ? 'parent' : 'component',
      position: { x: place.x, y: place.y },
      width: place.width,
      height: place.height,
      data: { ...node, isSelected: node.id === look.selected, isDim: isDim(node) },
      ariaLabel: `${node.kind} ${node.name}`,
      ...(node.parent ? { parentId: node.parent, extent: 'parent' as const } : {}),
    }
  })
  const edges = graph.edges.map((edge): Edge<EdgeData> => {
    const color = EDGE_COLORS[edge.className]
    const touches = look.selected === edge.source || look.selected === edge.target
    return {
      id: edge.id,
      source: edge.source,
      target: edge.target,
      type: 'routed',
      data: { route: routes.get(edge.id), text: look.showLabels ? edge.label : undefined },
      style: { stroke: color, strokeWidth: touches ? 3 : 1.6, opacity: look.selected && !touches ? 0.35 : 1 },
      markerEnd: { type: MarkerType.ArrowClosed, color },
      zIndex: 1,
    }
  })
  return { nodes, edges }
}

function dimmer(look: Look): (node: GraphNode) => boolean {
  const text = look.find.trim().toLowerCase()
  const members = look.members && new Set(look.members)
  return (node) => {
    if (members && !members.has(node.id)) return true
    return text !== '' && !`${node.kind} ${node.name}`.toLowerCase().includes(text)
  }
}

function byDepth(nodes: GraphNode[]): GraphNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const depth = (node: GraphNode): number => {
    const parent = node.parent ? byId.get(node.parent) : undefined
    return parent ? depth(parent) + 1 : 0
  }
  return nodes.map((node) => ({ node, depth: depth(node) })).sort((a, b) => a.depth - b.depth).map(({ node }) => node)
}
