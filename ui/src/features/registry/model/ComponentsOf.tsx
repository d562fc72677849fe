import { useQuery } from '@tanstack/react-query'
import { Shapes } from 'lucide-react'
import type { RegisteredModel } from '../../../api/registry'
import { registryQueries } from '../../../api/registryQueries'
import { DataTable } from '../../../components/DataTable'
import { EmptyState } from '../../../components/EmptyState'
import { versionOf } from '../../../lib/registry/versions'
import { componentColumns } from '../lists/Components'
import { PAGE_SIZE, usePart } from './usePart'

const COLUMNS = componentColumns(true)

/** The components of a version of a model. */
export function ComponentsOf({ model }: { model: RegisteredModel }) {
  const { query, state, onState } = usePart()
  const { data, error, isPending, refetch } = useQuery(registryQueries.componentsOf(model.name, model.registrant?.kind ?? '', versionOf(model), query))
  return (
    <DataTable
      label="Components"
      columns={COLUMNS}
      items={data?.components}
      total={data?.totalCount ?? 0}
      pageSize={PAGE_SIZE}
      state={state}
      onState={onState}
      itemKey={(component) => component.id ?? ''}
      isLoading={isPending}
      error={error}
      onRetry={() => void refetch()}
      empty={<EmptyState icon={<Shapes size={40} aria-hidden />} title="No components" text="The model brings relationships or policies only." />}
    />
  )
}
