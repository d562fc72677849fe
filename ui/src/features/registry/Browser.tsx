import { Badge, Tabs, Text } from '@mantine/core'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Boxes } from 'lucide-react'
import type { Component, Model, Registrant, Relationship } from '../../api/client'
import { type ListQuery, queries } from '../../api/queries'
import { type Column, DataTable, type ListState } from '../../components/DataTable'
import { EmptyState } from '../../components/EmptyState'
import { Guard } from '../../components/Guard'
import { Icon } from '../../components/Icon'
import { PageHeader } from '../../components/PageHeader'
import { type RegistryTab, toListState, withListState } from '../../lib/search'
import { sidesOf } from './describe'

const route = getRouteApi('/shell/registry')
const PAGE_SIZE = 25
const TABS: Record<RegistryTab, string> = {
  models: 'Models',
  components: 'Components',
  relationships: 'Relationships',
  registrants: 'Registrants',
}

/** Everything the registry knows. */
export const RegistryBrowser = () => <Guard needs={['registry.read']}><Parts /></Guard>

function Parts() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const tab = search.tab ?? 'models'
  const state = toListState(search)
  const onState = (next: Partial<ListState>) => void navigate({ search: (old) => withListState(old, next) })
  const query = { ...state, pagesize: PAGE_SIZE }
  return (
    <>
      <PageHeader title="Registry" text="Models, the components they consist of, and how components relate." />
      <Tabs value={tab} onChange={(value) => void navigate({ search: { tab: (value ?? 'models') as RegistryTab } })} keepMounted={false}>
        <Tabs.List mb="md" aria-label="Parts of the registry">
          {Object.entries(TABS).map(([value, label]) => <Tabs.Tab key={value} value={value}>{label}</Tabs.Tab>)}
        </Tabs.List>
        <Tabs.Panel value="models"><Models query={query} state={state} onState={onState} /></Tabs.Panel>
        <Tabs.Panel value="components"><Components query={query} state={state} onState={onState} /></Tabs.Panel>
        <Tabs.Panel value="relationships"><Relationships query={query} state={state} onState={onState} /></Tabs.Panel>
        <Tabs.Panel value="registrants"><Registrants query={query} state={state} onState={onState} /></Tabs.Panel>
      </Tabs>
    </>
  )
}

interface Props {
  query: ListQuery
  state: ListState
  onState: (state: Partial<ListState>) => void
}

function Models(props: Props) {
  const result = useQuery(queries.models(props.query))
  return <Listing {...props} label="Models" result={result} items={result.data?.models} columns={MODEL_COLUMNS} itemKey={(model) => model.id ?? model.name} />
}

function Components(props: Props) {
  const result = useQuery(queries.components(props.query))
  return <Listing {...props} label="Components" result={result} items={result.data?.components} columns={COMPONENT_COLUMNS} itemKey={(component) => component.id ?? ''} />
}

function Relationships(props: Props) {
  const result = useQuery(queries.relationships(props.query))
  return <Listing {...props} label="Relationships" result={result} items={result.data?.relationships} columns={RELATIONSHIP_COLUMNS} itemKey={(one) => one.id ?? ''} />
}

function Registrants(props: Props) {
  const result = useQuery(queries.registrants(props.query))
  return <Listing {...props} label="Registrants" result={result} items={result.data?.registrants} columns={REGISTRANT_COLUMNS} itemKey={(one) => one.id} />
}

function Listing<T>(
  props: Props & {
    label: string
    result: UseQueryResult<{ totalCount: number }>
    items: T[] | undefined
    columns: Column<T>[]
    itemKey: (item: T) => string
  },
) {
  const { result } = props
  return (
    <DataTable
      label={props.label}
      columns={props.columns}
      items={props.items}
      total={result.data?.totalCount ?? 0}
      pageSize={PAGE_SIZE}
      state={props.state}
      onState={props.onState}
      itemKey={props.itemKey}
      isLoading={result.isPending}
      error={result.error}
      onRetry={() => void result.refetch()}
      empty={<EmptyState icon={<Boxes size={40} aria-hidden />} title="Nothing registered" text="This part of the registry is empty." />}
    />
  )
}

const MODEL_COLUMNS: Column<Model>[] = [
  { key: 'name', title: 'Model', order: 'name', render: (model) => <Link className="row-link" to="/registry/models/$model" params={{ model: model.name }}>{model.displayName}</Link> },
  { key: 'version', title: 'Version', order: 'version', render: (model) => model.model?.version },
  { key: 'category', title: 'Category', order: 'category', hideBelow: 'sm', render: (model) => model.category?.name },
  { key: 'components', title: 'Components', align: 'right', hideBelow: 'sm', render: (model) => model.componentsCount },
  { key: 'relationships', title: 'Relationships', align: 'right', hideBelow: 'md', render: (model) => model.relationshipsCount },
]

const COMPONENT_COLUMNS: Column<Component>[] = [
  {
    key: 'name',
    title: 'Component',
    order: 'name',
    render: (component) => (
      <Link
        className="row-link"
        to="/registry/components/$model/$kind"
        params={{ model: component.model?.name ?? '', kind: component.component?.kind ?? '' }}
        style={{ display: 'inline-flex', gap: 10, alignItems: 'center' }}
      >
        <Icon svg={(component.styles as { svgColor?: string } | undefined)?.svgColor} />
        {component.displayName}
      </Link>
    ),
  },
  { key: 'kind', title: 'Kind', order: 'kind', hideBelow: 'md', render: (component) => component.component?.kind },
  { key: 'version', title: 'API version', order: 'version', render: (component) => component.component?.version },
  { key: 'scope', title: 'Scope', hideBelow: 'sm', render: (component) => <Badge variant="default" tt="none">{component.metadata?.isNamespaced ? 'Namespaced' : 'Cluster'}</Badge> },
  { key: 'description', title: 'Description', hideBelow: 'md', render: (component) => <Text size="sm" c="dimmed" lineClamp={1}>{component.description}</Text> },
]

const RELATIONSHIP_COLUMNS: Column<Relationship>[] = [
  { key: 'sides', title: 'From → to', render: (one) => <Text size="sm" fw={600}>{sidesOf(one)}</Text> },
  { key: 'kind', title: 'Kind', order: 'kind', render: (one) => one.kind },
  { key: 'type', title: 'Type', order: 'type', hideBelow: 'sm', render: (one) => one.type },
  { key: 'subType', title: 'Subtype', order: 'subType', render: (one) => one.subType },
  { key: 'description', title: 'Description', hideBelow: 'md', render: (one) => <Text size="sm" c="dimmed">{(one.metadata as { description?: string } | undefined)?.description}</Text> },
]

const REGISTRANT_COLUMNS: Column<Registrant>[] = [
  { key: 'name', title: 'Registrant', order: 'name', render: (one) => <Text size="sm" fw={600}>{one.name}</Text> },
  { key: 'models', title: 'Models', align: 'right', render: (one) => one.summary.models },
  { key: 'components', title: 'Components', align: 'right', render: (one) => one.summary.components },
  { key: 'relationships', title: 'Relationships', align: 'right', render: (one) => one.summary.relationships },
]
