import { Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { RegisteredModel } from '../../../api/registry'
import { registryQueries } from '../../../api/registryQueries'
import type { Column } from '../../../components/DataTable'
import { versionOf } from '../../../lib/registry/versions'
import { Marks, ModelLink } from '../links'
import { Listing } from './Listing'
import { useList } from './useList'

/** The models. */
export function Models() {
  const { query, ...list } = useList()
  const result = useQuery(registryQueries.models(query))
  const isExact = query.versions === 'all'
  return <Listing {...list} label="Models" result={result} items={result.data?.models} columns={columns(isExact)} itemKey={(model) => model.id ?? model.name} />
}

const columns = (isExact: boolean): Column<RegisteredModel>[] => [
  {
    key: 'name',
    title: 'Model',
    order: 'name',
    render: (model) => (
      <Group gap={10}>
        <ModelLink model={model} isExact={isExact} />
        <Marks status={model.status} duplicates={model.duplicates} origin={model.origin} />
      </Group>
    ),
  },
  { key: 'version', title: 'Version', order: 'version', render: versionOf },
  { key: 'category', title: 'Category', order: 'category', hideBelow: 'sm', render: (model) => model.category?.name },
  { key: 'registrant', title: 'Registrant', hideBelow: 'md', render: (model) => model.registrant?.kind },
  { key: 'components', title: 'Components', align: 'right', hideBelow: 'sm', render: (model) => model.componentsCount },
  { key: 'relationships', title: 'Relationships', align: 'right', hideBelow: 'md', render: (model) => model.relationshipsCount },
]
