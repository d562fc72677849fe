import { Badge, Center, Group, Loader, Stack, Tabs, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Share2 } from 'lucide-react'
import { lazy, Suspense, useMemo } from 'react'
import type { Relationship } from '../../../api/client'
import { registryQueries } from '../../../api/registryQueries'
import { EmptyState } from '../../../components/EmptyState'
import { ErrorPanel } from '../../../components/ErrorPanel'
import { Guard } from '../../../components/Guard'
import { PageHeader } from '../../../components/PageHeader'
import { RELATIONSHIP_TABS } from '../../../lib/registry/addresses'
import { kindGraph } from '../../../lib/registry/kinds'
import { sidesOf } from '../../../lib/registry/sentences'
import { Marks } from '../links'
import { descriptionOf } from '../lists/Relationships'
import { StatusButton } from '../StatusButton'
import { Selectors } from './Selectors'

const route = getRouteApi('/shell/registry/relationships/$id')
const KindGraph = lazy(() => import('../graph/KindGraph').then((module) => ({ default: module.KindGraph })))
const Code = lazy(() => import('../../../components/Code').then((module) => ({ default: module.Code })))
const pending = <Center h={420}><Loader /></Center>

/** One relationship definition: which kinds it relates, and by what. */
export const RelationshipPage = () => <Guard needs={['registry.read']}><Definition /></Guard>

function Definition() {
  const { id } = route.useParams()
  const { data, error, refetch } = useQuery(registryQueries.relationship(id))
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Center py={80}><Loader /></Center>
  if (data === null) {
    return <EmptyState icon={<Share2 size={40} aria-hidden />} title="No such relationship" text="It may have been deleted with its model." action={<Link to="/registry" search={{ tab: 'relationships' }}>All relationships</Link>} />
  }
  return <Loaded definition={data} />
}

function Loaded({ definition }: { definition: Relationship }) {
  const { tab } = route.useSearch()
  const navigate = route.useNavigate()
  const graph = useMemo(() => kindGraph([definition]), [definition])
  const title = sidesOf(definition)
  const { model } = definition
  return (
    <>
      <PageHeader
        title={title}
        text={
          <Group gap={10} mt={4}>
            {model?.name && <Link to="/registry/models/$model" params={{ model: model.name }}>{model.displayName || model.name}</Link>}
            {[definition.kind, definition.type, definition.subType].filter(Boolean).map((word, index) => <Badge key={`${index} ${word}`} variant="default" tt="none">{word}</Badge>)}
            <Marks status={definition.status} />
          </Group>
        }
        actions={<StatusButton entityType="relationships" id={definition.id ?? ''} name={title} status={definition.status} />}
      />
      <Text maw="80ch" mb="md">{descriptionOf(definition)}</Text>
      <Tabs value={tab ?? 'selectors'} onChange={(value) => void navigate({ search: { tab: RELATIONSHIP_TABS.find((one) => one === value) } })} keepMounted={false}>
        <Tabs.List mb="md" aria-label="Parts of the relationship">
          <Tabs.Tab value="selectors">Selectors</Tabs.Tab>
          <Tabs.Tab value="json">JSON</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="selectors">
          <Stack gap="md">
            <Suspense fallback={pending}><KindGraph graph={graph} /></Suspense>
            <Selectors definition={definition} />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="json">
          <Suspense fallback={pending}><Code text={JSON.stringify(definition, null, 2)} label="The definition as JSON" /></Suspense>
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
