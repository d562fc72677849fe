import '@xyflow/react/dist/style.css'
import { Group, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { Background, Controls, ReactFlow, ReactFlowProvider } from '@xyflow/react'
import { useMemo, useRef } from 'react'
import { ErrorPanel } from '../../../components/ErrorPanel'
import { toFlow } from '../../../components/graph/flow'
import { Legend } from '../../../components/graph/Legend'
import { ComponentNode } from '../../../components/graph/Nodes'
import { RoutedEdge } from '../../../components/graph/RoutedEdge'
import { useFit } from '../../../components/graph/useFit'
import { useLayout } from '../../../components/graph/useLayout'
import type { Place } from '../../../lib/graph/layout'
import { type KindGraph as Kinds, keyOf } from '../../../lib/registry/kinds'
import { ANY, type Party } from '../../../lib/registry/selectors'

interface Props {
  graph: Kinds
  focus?: Party
}

const NODE_TYPES = { component: ComponentNode }
const EDGE_TYPES = { routed: RoutedEdge }

/** So many lines can carry their names without covering each other. */
const FEW = 8

/** Kinds and the definitions between them. A kind leads to its page, a line to its definition. */
export function KindGraph(props: Props) {
  return <ReactFlowProvider><Drawing {...props} /></ReactFlowProvider>
}

function Drawing({ graph, focus }: Props) {
  const navigate = useNavigate()
  const frame = useRef<HTMLDivElement>(null)
  const { places, routes, error } = useLayout(graph)
  const isMoved = useFit(frame, places !== undefined)
  const flow = useMemo(
    () => places && toFlow(graph, places, routes, { selected: focus && keyOf(focus), find: '', members: undefined, showLabels: graph.edges.length <= FEW }),
    [graph, places, routes, focus],
  )
  const openKind = (id: string) => {
    const { model, kind } = partyOf(id)
    if (model !== ANY && kind !== ANY) void navigate({ to: '/registry/components/$model/$kind', params: { model, kind }, search: { tab: 'relationships' } })
  }
  const openDefinition = (edge: string) => {
    const id = graph.definitions.get(edge)
    if (id) void navigate({ to: '/registry/relationships/$id', params: { id } })
  }
  if (error) return <ErrorPanel error={error} />
  return (
    <div className="panel" style={{ height: heightOf(places), display: 'flex', flexDirection: 'column', overflow: 'hidden' }}>
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

/** As high as it takes to read the names, within reason. */
function heightOf(places: Map<string, Place> | undefined): number {
  const bottom = Math.max(0, ...[...(places?.values() ?? [])].map((place) => place.y + place.height))
  return Math.min(640, Math.max(260, bottom * 0.75 + 60))
}

/** The kind a node stands for: the reverse of its key. */
function partyOf(id: string): Party {
  const cut = id.indexOf('/')
  return { model: id.slice(0, cut), kind: id.slice(cut + 1) }
}
