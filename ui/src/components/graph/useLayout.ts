import ELK, { type ElkNode } from 'elkjs/lib/elk-api'
import workerUrl from 'elkjs/lib/elk-worker.min.js?url'
import { useEffect, useState } from 'react'
import type { Graph } from '../../lib/graph/build'
import { type Place, placesOf, type Point, routesOf, toElk } from '../../lib/graph/layout'

interface Layout {
  places: Map<string, Place> | undefined
  routes: Map<string, Point[]>
  error: unknown
}

/** Lays a graph out in a worker, so that large designs don't stop the page. */
export function useLayout(graph: Graph): Layout {
  const [layout, setLayout] = useState<Layout>({ places: undefined, routes: new Map(), error: undefined })
  const shape = JSON.stringify([graph.nodes.map((node) => [node.id, node.parent]), graph.edges.map((edge) => edge.id)])
  useEffect(() => {
    let isCurrent = true
    const engine = new ELK({ workerUrl })
    engine
      .layout(toElk(graph))
      .then((root: ElkNode) => isCurrent && setLayout({ places: placesOf(root), routes: routesOf(root), error: undefined }))
      .catch((error: unknown) => isCurrent && setLayout({ places: undefined, routes: new Map(), error }))
      .finally(() => engine.terminateWorker())
    return () => {
      isCurrent = false
    }
    // The layout depends on the shape of the graph, not on the objects that describe it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shape])
  return layout
}
