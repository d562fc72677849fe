import '@xyflow/react/dist/style.css'
import { Group, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { Background, Controls, type Edge, type Node, ReactFlow } from '@xyflow/react'
import { useRef } from 'react'
import { Legend } from '../../../components/graph/Legend'
import { ComponentNode } from '../../../components/graph/Nodes'
import { RoutedEdge } from '../../../components/graph/RoutedEdge'
import { useFit } from '../../../components/graph/useFit'
import { type KindGraph, partyOf } from '../../../lib/registry/kinds'
import { ANY } from '../../../lib/registry/selectors'

interface Props {
  graph: KindGraph
  flow: { nodes: Node[]; edges: Edge[] } | undefined
  height: number
}

const NODE_TYPES = { component: ComponentNode }
const EDGE_TYPES = { routed: RoutedEdge }

/** The drawing of kinds. A kind leads to its page, a line to its definition; a table beside it leads there too. */
export function KindCanvas({ graph, flow, height }: Props) {
  const navigate = useNavigate()
  const frame = useRef<HTMLDivElement>(null)
  const isMoved = useFit(frame, flow !== undefined)
  const openKind = (id: string) => {
    const { model, kind } = partyOf(id)
    if (model !== ANY && kind !== ANY) void navigate({ to: '/registry/components/$model/$kind', params: { model, kind }, search: { tab: 'relationships' } })
  }
  const openDefinition = (edge: string) => {
    const id = graph.definitions.get(edge)
    if (id) void navigate({ to: '/registry/relationships/$id', params: { id } })
  }
  return (
    <div className="panel" style={{ height, display: 'flex', flexDirection: 'column', overflow: 'hidden' }}>
      <Group p="xs" gap="sm" style={{ borderBottom: '1px solid var(--line)' }}>
        <Legend graph={graph} />
        {graph.hidden > 0 && <Text size="xs" c="dimmed">{graph.hidden} more kinds are in the table only</Text>}
      </Group>
      <div className="kinds" style={{ flex: 1 }} ref={frame} data-testid="kinds" data-ready={flow !== undefined}>
        {flow && (
          <ReactFlow
            nodes={flow.nodes}
            edges={flow.edges}
            nodeTypes={NODE_TYPES}
            edgeTypes={EDGE_TYPES}
            onMoveStart={(event) => {
              isMoved.current = event !== null
            }}
            onNodeClick={(_, node) => openKind(node.id)}
            onEdgeClick={(_, edge) => openDefinition(edge.id)}
            nodesConnectable={false}
            nodesDraggable={false}
            edgesFocusable={false}
            zoomOnScroll={false}
            preventScrolling={false}
            minZoom={0.1}
            maxZoom={1.2}
            fitView
            aria-label="Graph of kinds"
          >
            <Background gap={22} />
            <Controls showInteractive={false} />
          </ReactFlow>
        )}
      </div>
    </div>
  )
}
