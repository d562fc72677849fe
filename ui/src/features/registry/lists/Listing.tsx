import type { UseQueryResult } from '@tanstack/react-query'
import { Boxes } from 'lucide-react'
import { type Column, DataTable, type ListState } from '../../../components/DataTable'
import { EmptyState } from '../../../components/EmptyState'
import { isFiltered, type RegistryFilters } from '../../../lib/registry/filters'
import { Filters } from '../Filters'
import { PAGE_SIZE } from './useList'

interface Props<T> {
  label: string
  result: UseQueryResult<{ totalCount: number }>
  items: T[] | undefined
  columns: Column<T>[]
  itemKey: (item: T) => string
  state: ListState
  onState: (state: Partial<ListState>) => void
  filters?: RegistryFilters
  onFilters?: (filters: RegistryFilters) => void
  isStatusOnly?: boolean
}

/** A list of the registry with its filters. */
export function Listing<T>(props: Props<T>) {
  const { result, filters = {}, onFilters } = props
  const empty = isFiltered(filters)
    ? { title: 'Nothing like that', text: 'Nothing in this part of the registry fits all the filters.' }
    : { title: 'Nothing registered', text: 'This part of the registry is empty.' }
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
      empty={<EmptyState icon={<Boxes size={40} aria-hidden />} {...empty} />}
      tools={onFilters && <Filters filters={filters} onFilters={onFilters} isStatusOnly={props.isStatusOnly ?? false} />}
    />
  )
}
