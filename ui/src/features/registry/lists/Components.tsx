import { Badge, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { RegisteredComponent } from '../../../api/registry'
import { registryQueries } from '../../../api/registryQueries'
import type { Column } from '../../../components/DataTable'
import { ComponentLink, Marks } from '../links'
import { Listing } from './Listing'
import { useList } from './useList'

/** The components of all models. */
export function Components() {
  const { query, ...list } = useList()
  const result = useQuery(registryQueries.components(query))
  const columns = [...componentColumns(query.versions === 'all'), MODEL]
  return <Listing {...list} label="Components" result={result} items={result.data?.components} columns={columns} itemKey={(component) => component.id ?? ''} />
}

/** What tables of components show. */
export const componentColumns = (isExact: boolean): Column<RegisteredComponent>[] => [
  {
    key: 'name',
    title: 'Component',
    order: 'name',
    render: (component) => (
      <Group gap={10}>
        <ComponentLink component={component} isExact={isExact} />
        <Marks status={component.status} />
      </Group>
    ),
  },
  { key: 'kind', title: 'Kind', order: 'kind', hideBelow: 'md', render: (component) => component.component?.kind },
  { key: 'version', title: 'API version', order: 'version', render: (component) => <span className="whole">{component.component?.version}</span> },
  { key: 'scope', title: 'Scope', hideBelow: 'sm', render: (component) => <Badge variant="default" tt="none">{component.metadata?.isNamespaced ? 'Namespaced' : 'Cluster'}</Badge> },
  { key: 'description', title: 'Description', hideBelow: 'md', render: (component) => <Text size="sm" c="dimmed" lineClamp={1}>{component.description}</Text> },
]

const MODEL: Column<RegisteredComponent> = {
  key: 'model',
  title: 'Model',
  hideBelow: 'sm',
  render: ({ model }) => (
    <Link to="/registry/models/$model" params={{ model: model?.name ?? '' }}>{model?.displayName || model?.name}</Link>
  ),
}
