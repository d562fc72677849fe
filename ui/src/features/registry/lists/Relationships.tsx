import { Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Relationship } from '../../../api/client'
import { registryQueries } from '../../../api/registryQueries'
import type { Column } from '../../../components/DataTable'
import { sidesOf } from '../../../lib/registry/sentences'
import { Marks } from '../links'
import { Listing } from './Listing'
import { useList } from './useList'

/** The relationship definitions of all models. */
export function Relationships() {
  const { query, ...list } = useList()
  const result = useQuery(registryQueries.relationships(query))
  return <Listing {...list} isStatusOnly label="Relationships" result={result} items={result.data?.relationships} columns={[...RELATIONSHIP_COLUMNS, MODEL]} itemKey={(one) => one.id ?? ''} />
}

const MODEL: Column<Relationship> = {
  key: 'model',
  title: 'Model',
  hideBelow: 'sm',
  render: ({ model }) => <Link to="/registry/models/$model" params={{ model: model?.name ?? '' }} search={{ tab: 'relationships' }}>{model?.displayName || model?.name}</Link>,
}

export const descriptionOf = (one: Relationship) => (one.metadata as { description?: string } | undefined)?.description

/** What tables of relationship definitions show. */
export const RELATIONSHIP_COLUMNS: Column<Relationship>[] = [
  {
    key: 'sides',
    title: 'From → to',
    render: (one) => (
      <Group gap={10}>
        <Link className="row-link" to="/registry/relationships/$id" params={{ id: one.id ?? '' }}>{sidesOf(one)}</Link>
        <Marks status={one.status} />
      </Group>
    ),
  },
  { key: 'kind', title: 'Kind', order: 'kind', render: (one) => one.kind },
  { key: 'type', title: 'Type', order: 'type', hideBelow: 'sm', render: (one) => <span className="whole">{one.type}</span> },
  { key: 'subType', title: 'Subtype', order: 'subType', render: (one) => one.subType },
  { key: 'description', title: 'Description', hideBelow: 'md', render: (one) => <Text size="sm" c="dimmed">{descriptionOf(one)}</Text> },
]
