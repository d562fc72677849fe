/** A layout around one node: what leads to it on the left, what it leads to on the right, in columns of a readable size. */
import type { Graph } from './build'
import { NODE, type Place } from './layout'

const ROWS = 9
const GAP = { first: 150, column: 36, row: 18 }

/** Places the nodes of a graph around one of them. What is not connected with it is not placed. */
export function starPlaces(graph: Graph, focus: string): Map<string, Place> {
  const places = new Map([[focus, placeAt(0, -NODE.height / 2)]])
  const { left, right } = sidesOf(graph, focus)
  for (const [rings, direction] of [[left, -1], [right, 1]] as const) {
    const columns = rings.flatMap((ring) => chunks(ring, ROWS))
    columns.forEach((column, index) => {
      const x = direction * (NODE.width + GAP.first + index * (NODE.width + GAP.column))
      const height = column.length * (NODE.height + GAP.row) - GAP.row
      column.forEach((id, row) => places.set(id, placeAt(x, row * (NODE.height + GAP.row) - height / 2)))
    })
  }
  return places
}

const placeAt = (x: number, y: number): Place => ({ x, y, ...NODE })

/** The nodes on both sides by their distance. Beyond its neighbours a node stays on the side it was reached on. */
function sidesOf(graph: Graph, focus: string): { left: string[][]; right: string[][] } {
  const seen = new Set([focus])
  const take = (ids: string[]) => [...new Set(ids)].filter((id) => !seen.has(id) && seen.add(id))
  const right = [take(graph.edges.filter((edge) => edge.source === focus).map((edge) => edge.target))]
  const left = [take(graph.edges.filter((edge) => edge.target === focus).map((edge) => edge.source))]
  for (const rings of [right, left]) {
    for (let last = rings.at(-1) ?? []; last.length > 0; last = rings.at(-1) ?? []) {
      const ring = new Set(last)
      rings.push(take(graph.edges.flatMap((edge) => [ring.has(edge.source) ? edge.target : [], ring.has(edge.target) ? edge.source : []].flat())))
    }
  }
  return { left, right }
}

function chunks<T>(items: T[], size: number): T[][] {
  const count = Math.ceil(items.length / size)
  const each = Math.ceil(items.length / Math.max(1, count))
  return Array.from({ length: count }, (_, index) => items.slice(index * each, (index + 1) * each))
}
