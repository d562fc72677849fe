import { Badge, Center, Loader, Stack, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Share2 } from 'lucide-react'
import { lazy, Suspense, useMemo } from 'react'
import type { Relationship } from '../../../api/client'
import type { RegisteredComponent } from '../../../api/registry'
import { registryQueries } from '../../../api/registryQueries'
import { EmptyState } from '../../../components/EmptyState'
import { ErrorPanel } from '../../../components/ErrorPanel'
import { directionsOf, kindGraph } from '../../../lib/registry/kinds'
import type { Party } from '../../../lib/registry/selectors'
import { kindsText } from '../../../lib/registry/sentences'
import { descriptionOf } from '../lists/Relationships'

const route = getRouteApi('/shell/registry/components/$model/$kind')
const KindGraph = lazy(() => import('../graph/KindGraph').then((module) => ({ default: module.KindGraph })))
const pending = <Center h={420}><Loader /></Center>

/** The definitions that name a kind, as a graph and as a table. */
export function RelationshipsNaming({ component }: { component: RegisteredComponent }) {
  const { model, kind } = route.useParams()
  const { data, error, refetch } = useQuery(registryQueries.relationshipsNaming(component.component?.kind ?? kind))
  const focus = useMemo((): Party => ({ kind: component.component?.kind ?? kind, model }), [component, kind, model])
  const graph = useMemo(() => kindGraph(data ?? [], focus), [data, focus])
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!data) return pending
  if (graph.nodes.length === 0) {
    return <div className="panel"><EmptyState icon={<Share2 size={40} aria-hidden />} title="No relationships" text={`No definition names ${focus.kind}. Definitions for any kind may still apply to it.`} /></div>
  }
  return (
    <Stack gap="md">
      <Suspense fallback={pending}><KindGraph graph={graph} /></Suspense>
      <Definitions definitions={data} focus={focus} />
    </Stack>
  )
}

const DIRECTIONS = { out: 'to', in: 'from', between: 'in between' }

function Definitions({ definitions, focus }: { definitions: Relationship[]; focus: Party }) {
  return (
    <div className="panel" style={{ overflowX: 'auto' }}>
      <Table highlightOnHover aria-label="Relationships">
        <Table.Thead>
          <Table.Tr><Table.Th>Direction</Table.Th><Table.Th>Other kinds</Table.Th><Table.Th>Relationship</Table.Th><Table.Th visibleFrom="sm">Description</Table.Th></Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {definitions.flatMap((one) =>
            directionsOf(one, focus).map(({ direction, others }) => (
              <Table.Tr key={`${one.id} ${direction}`}>
                <Table.Td><Badge variant="default" tt="none">{DIRECTIONS[direction]}</Badge></Table.Td>
                <Table.Td>{kindsText(others, 8)}</Table.Td>
                <Table.Td><Link className="row-link" to="/registry/relationships/$id" params={{ id: one.id ?? '' }}>{one.subType || one.type}</Link></Table.Td>
                <Table.Td visibleFrom="sm"><Text size="sm" c="dimmed">{descriptionOf(one)}</Text></Table.Td>
              </Table.Tr>
            )),
          )}
        </Table.Tbody>
      </Table>
    </div>
  )
}
