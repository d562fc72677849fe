import { ReactFlowProvider } from '@xyflow/react'
import { useMemo } from 'react'
import { ErrorPanel } from '../../../components/ErrorPanel'
import { toFlow } from '../../../components/graph/flow'
import { useLayout } from '../../../components/graph/useLayout'
import type { Place, Point } from '../../../lib/graph/layout'
import { starPlaces } from '../../../lib/graph/star'
import type { KindGraph as Kinds } from '../../../lib/registry/kinds'
import { KindCanvas } from './KindCanvas'

/** So many lines can carry their names without covering each other. */
const FEW = 8
const NO_ROUTES = new Map<string, Point[]>()

/** Kinds and the definitions between them: around the kind it is about, or else as the layout engine has it. */
export function KindGraph({ graph }: { graph: Kinds }) {
  return <ReactFlowProvider>{graph.center ? <Star graph={graph} center={graph.center} /> : <Layered graph={graph} />}</ReactFlowProvider>
}

function Star({ graph, center }: { graph: Kinds; center: string }) {
  const places = useMemo(() => starPlaces(graph, center), [graph, center])
  const flow = useMemo(() => {
    const { nodes, edges } = draw(graph, places, NO_ROUTES)
    // Lines go straight to the middle, and behind the kinds in between.
    return { nodes, edges: edges.map((edge) => ({ ...edge, type: 'default', zIndex: -1 })) }
  }, [graph, places])
  return <KindCanvas graph={graph} flow={flow} height={heightOf(places)} />
}

function Layered({ graph }: { graph: Kinds }) {
  const { places, routes, error } = useLayout(graph)
  const flow = useMemo(() => places && draw(graph, places, routes), [graph, places, routes])
  if (error) return <ErrorPanel error={error} />
  return <KindCanvas graph={graph} flow={flow} height={heightOf(places)} />
}

const draw = (graph: Kinds, places: Map<string, Place>, routes: Map<string, Point[]>) =>
  toFlow(graph, places, routes, { selected: graph.center, find: '', members: undefined, showLabels: graph.edges.length <= FEW })

/** As high as it takes to read the names, within reason. */
function heightOf(places: Map<string, Place> | undefined): number {
  const tops = [...(places?.values() ?? [])].map((place) => place.y)
  return Math.min(680, Math.max(280, (Math.max(0, ...tops) - Math.min(0, ...tops)) * 0.8 + 150))
}
