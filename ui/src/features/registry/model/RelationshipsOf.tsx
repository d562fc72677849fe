import { useQuery } from '@tanstack/react-query'
import { Share2 } from 'lucide-react'
import type { RegisteredModel } from '../../../api/registry'
import { registryQueries } from '../../../api/registryQueries'
import { DataTable } from '../../../components/DataTable'
import { EmptyState } from '../../../components/EmptyState'
import { versionOf } from '../../../lib/registry/versions'
import { RELATIONSHIP_COLUMNS } from '../lists/Relationships'
import { PAGE_SIZE, usePart } from './usePart'

/** The relationship definitions of a version of a model. */
export function RelationshipsOf({ model }: { model: RegisteredModel }) {
  const { query, state, onState } = usePart()
  const { data, error, isPending, refetch } = useQuery(registryQueries.relationshipsOf(model.name, versionOf(model), query))
  return (
    <DataTable
      label="Relationships"
      columns={RELATIONSHIP_COLUMNS}
      items={data?.relationships}
      total={data?.totalCount ?? 0}
      pageSize={PAGE_SIZE}
      state={state}
      onState={onState}
      itemKey={(one) => one.id ?? ''}
      isLoading={isPending}
      error={error}
      onRetry={() => void refetch()}
      empty={<EmptyState icon={<Share2 size={40} aria-hidden />} title="No relationships" text="The model does not say how its components relate." />}
    />
  )
}
