import '@xyflow/react/dist/style.css'
import { Group, Select, Switch, Text, TextInput } from '@mantine/core'
import { Background, Controls, MiniMap, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react'
import { Search } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { ErrorPanel } from '../../components/ErrorPanel'
import type { Graph } from '../../lib/graph/build'
import { ComponentNode, GroupNode } from './CanvasNodes'
import { EDGE_COLORS, toFlow } from './flow'
import { useLayout } from './useLayout'

interface Props {
  graph: Graph
  selected: string | undefined
  find: string
  onSelect: (id: string | undefined) => void
  onFind: (text: string) => void
}

const NODE_TYPES = { component: ComponentNode, group: GroupNode }

/** The design as a graph: components nested and connected as they relate. */
export function Canvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  )
}

function Drawing({ graph, selected, find, onSelect, onFind }: Props) {
  const { places, error } = useLayout(graph)
  const [label, setLabel] = useState<string | null>(null)
  const [showLabels, setShowLabels] = useState(true)
  const members = graph.groups.find((group) => group.id === label)?.members
  const flow = useMemo(
    () => (places ? toFlow(graph, places, { selected, find, members, showLabels }) : undefined),
    [graph, places, selected, find, members, showLabels],
  )
  const { fitView } = useReactFlow()
  useEffect(() => {
    if (places) requestAnimationFrame(() => void fitView({ padding: 0.08 }))
  }, [places, fitView])
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
      <div className="canvas" style={{ flex: 1 }} data-testid="canvas" data-ready={flow !== undefined}>
        {flow && (
          <ReactFlow
            nodes={flow.nodes}
            edges={flow.edges}
            nodeTypes={NODE_TYPES}
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
            <MiniMap pannable zoomable ariaLabel="Overview of the graph" />
          </ReactFlow>
        )}
      </div>
    </div>
  )
}

function Legend({ graph }: { graph: Graph }) {
  const classes = [...new Set(graph.edges.map((edge) => edge.className))]
  return (
    <Group gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }} aria-label="Legend">
      {classes.map((name) => (
        <Group key={name} gap={6} component="li">
          <span style={{ width: 18, height: 3, borderRadius: 2, background: EDGE_COLORS[name] }} aria-hidden />
          <Text size="xs">{name}</Text>
        </Group>
      ))}
    </Group>
  )
}
