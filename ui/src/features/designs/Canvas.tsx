import '@xyflow/react/dist/style.css'
import { Group, Select, Switch, TextInput } from '@mantine/core'
import { Background, Controls, MiniMap, ReactFlow, ReactFlowProvider } from '@xyflow/react'
import { Search } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { ErrorPanel } from '../../components/ErrorPanel'
import { toFlow } from '../../components/graph/flow'
import { Legend } from '../../components/graph/Legend'
import { ComponentNode, GroupNode } from '../../components/graph/Nodes'
import { RoutedEdge } from '../../components/graph/RoutedEdge'
import { useFit } from '../../components/graph/useFit'
import { useLayout } from '../../components/graph/useLayout'
import type { Graph } from '../../lib/graph/build'

interface Props {
  graph: Graph
  selected: string | undefined
  find: string
  onSelect: (id: string | undefined) => void
  onFind: (text: string) => void
}

const NODE_TYPES = { component: ComponentNode, parent: GroupNode }
const EDGE_TYPES = { routed: RoutedEdge }
/** From how many components on an overview helps. */
const MANY = 40

/** The design as a graph: components nested and connected as they relate. */
export function Canvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  )
}

function Drawing({ graph, selected, find, onSelect, onFind }: Props) {
  const { places, routes, error } = useLayout(graph)
  const [label, setLabel] = useState<string | null>(null)
  const [showLabels, setShowLabels] = useState(true)
  const members = graph.groups.find((group) => group.id === label)?.members
  const flow = useMemo(
    () => (places ? toFlow(graph, places, routes, { selected, find, members, showLabels }) : undefined),
    [graph, places, routes, selected, find, members, showLabels],
  )
  const frame = useRef<HTMLDivElement>(null)
  const isMoved = useFit(frame, places !== undefined)
  if (error) return <ErrorPanel error={error} />
  return (
    <div className="panel" style={{ height: '100%', minHeight: 480, display: 'flex', flexDirection: 'column', overflow: 'hidden' }}>
      <Group p="xs" gap="sm" style={{ borderBottom: '1px solid var(--line)' }}>
        <TextInput
          size="xs"
          aria-label="Search on canvas"
          placeholder="Search on canvas"
          leftSection={<Search size={14} aria-hidden />}
          value={find}
          data-search
          onChange={(event) => onFind(event.currentTarget.value)}
        />
        {graph.groups.length > 0 && (
          <Select
            size="xs"
            aria-label="Highlight a shared label"
            placeholder="Shared label"
            clearable
            value={label}
            onChange={setLabel}
            data={graph.groups.map((group) => ({ value: group.id, label: `${group.label} (${group.members.length})` }))}
          />
        )}
        <Switch size="xs" label="Line labels" checked={showLabels} onChange={(event) => setShowLabels(event.currentTarget.checked)} />
        <Legend graph={graph} />
      </Group>
      <div className="canvas" style={{ flex: 1 }} ref={frame} data-testid="canvas" data-ready={flow !== undefined}>
        {flow && (
          <ReactFlow
            nodes={flow.nodes}
            edges={flow.edges}
            nodeTypes={NODE_TYPES}
            edgeTypes={EDGE_TYPES}
            onMoveStart={(event) => {
              isMoved.current = event !== null
            }}
            onNodeClick={(_, node) => onSelect(node.id)}
            onPaneClick={() => onSelect(undefined)}
            onSelectionChange={() => undefined}
            nodesConnectable={false}
            edgesFocusable={false}
            minZoom={0.05}
            fitView
            onlyRenderVisibleElements={graph.nodes.length > 150}
            aria-label="Graph of the design"
          >
            <Background gap={22} />
            <Controls showInteractive={false} />
            {graph.nodes.length >= MANY && (
              <MiniMap
                pannable
                zoomable
                ariaLabel="Overview of the graph"
                nodeColor={(node) => (node.type === 'parent' ? 'transparent' : String(node.data['color']))}
                nodeStrokeColor="var(--line)"
                maskColor="color-mix(in srgb, var(--page) 70%, transparent)"
              />
            )}
          </ReactFlow>
        )}
      </div>
    </div>
  )
}
