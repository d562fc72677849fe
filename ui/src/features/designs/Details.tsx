import { Alert, Badge, Button, Center, Group, Loader, Menu, Tabs } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Download, RefreshCw, Trash2, TriangleAlert } from 'lucide-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { DesignDocument, StoredDesign } from '../../api/client'
import { queries, useEvaluate } from '../../api/queries'
import { useRights } from '../../api/rights'
import { ErrorPanel } from '../../components/ErrorPanel'
import { Guard } from '../../components/Guard'
import { PageHeader } from '../../components/PageHeader'
import { buildGraph, isUnknown } from '../../lib/graph/build'
import type { DesignView } from '../../lib/search'
import { describe } from '../../lib/problem'
import { ComponentTable } from './ComponentTable'
import { Inspector } from './Inspector'
import { DeleteDialog, DownloadItems } from './List'
import { RelationshipTable } from './RelationshipTable'

const Canvas = lazy(() => import('./Canvas').then((module) => ({ default: module.Canvas })))
const YamlView = lazy(() => import('./YamlView').then((module) => ({ default: module.YamlView })))

const route = getRouteApi('/shell/designs/$id')
const pending = <Center h={420}><Loader /></Center>

/** One design: as a graph, as tables, as YAML. */
export const DesignDetails = () => <Guard needs={['designs.read']}><Details /></Guard>

function Details() {
  const { id } = route.useParams()
  const { data, error, refetch } = useQuery(queries.design(id))
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!data) return pending
  return <Loaded key={id} design={data.design} document={data.document} tag={data.tag} />
}

function Loaded({ design, document, tag }: { design: StoredDesign; document: DesignDocument; tag: string }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const graph = useMemo(() => buildGraph(document), [document])
  const unknown = (document.components ?? []).filter(isUnknown)
  const selected = document.components?.find((component) => component.id === search.component)
  const set = (next: Partial<typeof search>, replace = true) => void navigate({ search: (old) => ({ ...old, ...next }), replace })
  const select = (component: string | undefined) => set({ component })
  return (
    <>
      <PageHeader
        title={design.name}
        text={<Facts design={design} />}
        actions={<Actions design={design} document={document} tag={tag} />}
      />
      {unknown.length > 0 && (
        <Alert color="yellow" mb="md" icon={<TriangleAlert size={18} aria-hidden />} title="Kinds the registry does not know">
          {[...new Set(unknown.map((component) => component.component?.kind))].join(', ')}: kept and exported unchanged, without a schema.
        </Alert>
      )}
      <Group align="stretch" gap="md" wrap="nowrap" style={{ [search.view ? 'minHeight' : 'height']: 'var(--work-height)' }}>
        <Tabs
          value={search.view ?? 'graph'}
          onChange={(view) => set({ view: view === 'graph' ? undefined : (view as DesignView) }, false)}
          keepMounted={false}
          style={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}
        >
          <Tabs.List aria-label="Views of the design">
            <Tabs.Tab value="graph">Graph</Tabs.Tab>
            <Tabs.Tab value="components">Components</Tabs.Tab>
            <Tabs.Tab value="relationships">Relationships</Tabs.Tab>
            <Tabs.Tab value="yaml">YAML</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="graph" style={{ flex: 1 }} pt="sm">
            <Suspense fallback={pending}>
              <Canvas graph={graph} selected={search.component} find={search.find ?? ''} onSelect={select} onFind={(find) => set({ find: find || undefined })} />
            </Suspense>
          </Tabs.Panel>
          <Tabs.Panel value="components" pt="sm"><ComponentTable document={document} selected={search.component} onSelect={select} /></Tabs.Panel>
          <Tabs.Panel value="relationships" pt="sm"><RelationshipTable document={document} onSelect={select} /></Tabs.Panel>
          <Tabs.Panel value="yaml" pt="sm"><Suspense fallback={pending}><YamlView id={design.id} tag={tag} /></Suspense></Tabs.Panel>
        </Tabs>
        {selected && <Inspector component={selected} document={document} onSelect={select} onClose={() => select(undefined)} />}
      </Group>
    </>
  )
}

function Facts({ design }: { design: StoredDesign }) {
  return (
    <Group gap={8} mt={4}>
      <Badge variant="default" tt="none">{design.designType}</Badge>
      <span>version {design.version}</span>·
      <span>{design.componentCount} components</span>·
      <span>{design.relationshipCount} relationships</span>
    </Group>
  )
}

function Actions({ design, document, tag }: { design: StoredDesign; document: DesignDocument; tag: string }) {
  const navigate = route.useNavigate()
  const rights = useRights()
  const evaluate = useEvaluate(design.id)
  const [isDoomed, setDoomed] = useState(false)
  const run = () =>
    evaluate.mutate(
      { document, tag },
      {
        onSuccess: (changes) =>
          notifications.show({ message: changes === 0 ? 'Nothing to change: the design is as evaluated' : `Evaluated: ${changes} changes, saved` }),
        onError: (error) => {
          const problem = describe(error)
          const isStale = problem.status === 412
          notifications.show({
            color: 'red',
            title: isStale ? 'The design was saved elsewhere meanwhile' : 'The design was not evaluated',
            message: isStale ? 'The newer version is shown now. Nothing of yours was written over it.' : problem.message,
          })
        },
      },
    )
  return (
    <>
      {rights.can('designs.write') && (
        <Button variant="default" leftSection={<RefreshCw size={15} aria-hidden />} loading={evaluate.isPending} onClick={run} data-testid="evaluate">Evaluate</Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target><Button variant="default" leftSection={<Download size={15} aria-hidden />} data-testid="download">Download</Button></Menu.Target>
        <Menu.Dropdown><DownloadItems design={design} /></Menu.Dropdown>
      </Menu>
      {rights.can('designs.delete') && (
        <Button variant="default" c="var(--danger-text)" leftSection={<Trash2 size={15} aria-hidden />} onClick={() => setDoomed(true)}>Delete</Button>
      )}
      <DeleteDialog
        design={isDoomed ? design : undefined}
        onClose={() => setDoomed(false)}
        onDeleted={() => void navigate({ to: '/designs' })}
      />
    </>
  )
}
