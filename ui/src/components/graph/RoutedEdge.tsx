import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react'
import type { Point } from '../../lib/graph/layout'

/** What a drawn line knows. */
export interface EdgeData extends Record<string, unknown> {
  /** The way the layout engine found around the nodes; without it a plain step is drawn. */
  route: Point[] | undefined
  text: string | undefined
}
type Drawn = Edge<EdgeData>

const ROUNDING = 7

/** A line along the way the layout engine found. */
export function RoutedEdge(props: EdgeProps<Drawn>) {
  const route = props.data?.route
  const [path, x, y] = route && route.length > 1 ? along(route) : getSmoothStepPath(props)
  const text = props.data?.text
  return (
    <>
      <BaseEdge id={props.id} path={path} {...(props.style ? { style: props.style } : {})} {...(props.markerEnd ? { markerEnd: props.markerEnd } : {})} />
      {text && (
        <EdgeLabelRenderer>
          <span className="edge-label" style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)`, opacity: props.style?.opacity }}>
            {text}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  )
}

/** A path with rounded corners, and the middle of its longest stretch for the label. */
function along(route: Point[]): [string, number, number] {
  const [start, ...rest] = route as [Point, ...Point[]]
  let path = `M ${start.x} ${start.y}`
  rest.forEach((corner, index) => {
    const before = route[index] as Point
    const after = rest[index + 1]
    if (!after) {
      path += ` L ${corner.x} ${corner.y}`
      return
    }
    const entry = towards(corner, before)
    const exit = towards(corner, after)
    path += ` L ${entry.x} ${entry.y} Q ${corner.x} ${corner.y} ${exit.x} ${exit.y}`
  })
  const stretches = rest.map((end, index) => ({ end, begin: route[index] as Point }))
  const length = ({ begin, end }: { begin: Point; end: Point }) => Math.hypot(end.x - begin.x, end.y - begin.y)
  const longest = stretches.reduce((best, one) => (length(one) > length(best) ? one : best))
  return [path, (longest.begin.x + longest.end.x) / 2, (longest.begin.y + longest.end.y) / 2]
}

function towards(from: Point, to: Point): Point {
  const distance = Math.hypot(to.x - from.x, to.y - from.y)
  const part = distance === 0 ? 0 : Math.min(ROUNDING, distance / 2) / distance
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }
}
