import { Button, Group, Select, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { registryQueries } from '../../api/registryQueries'
import { isFiltered, NO_FILTERS, type RegistryFilters } from '../../lib/registry/filters'

interface Props {
  filters: RegistryFilters
  onFilters: (filters: RegistryFilters) => void
  /** Whether only the status can be chosen. */
  isStatusOnly?: boolean
  /** Whether older versions are shown anyway. */
  hasVersions?: boolean
}

const STATUSES = [
  { value: 'ignored', label: 'Ignored' },
  { value: 'all', label: 'Enabled and ignored' },
]
const ORIGINS = [
  { value: 'builtin', label: 'Built in' },
  { value: 'imported', label: 'Imported' },
]
const DRAWINGS = [
  { value: 'none', label: 'Without drawings' },
  { value: 'only', label: 'Drawings only' },
]

/** What a list is narrowed to. */
export function Filters({ filters, onFilters, isStatusOnly = false, hasVersions = false }: Props) {
  const set = (next: RegistryFilters) => onFilters({ ...filters, ...next })
  return (
    <Group gap="xs" role="group" aria-label="Filters">
      {!isStatusOnly && <Places filters={filters} set={set} />}
      <Choice label="Status" placeholder="Enabled" value={filters.status} data={STATUSES} onChange={(status) => set({ status: status as RegistryFilters['status'] })} />
      {!isStatusOnly && (
        <>
          <Choice label="Origin" placeholder="Any origin" value={filters.origin} data={ORIGINS} onChange={(origin) => set({ origin: origin as RegistryFilters['origin'] })} />
          <Choice label="Drawings" placeholder="With drawings" value={filters.annotations} data={DRAWINGS} onChange={(one) => set({ annotations: one as RegistryFilters['annotations'] })} />
          {!hasVersions && (
            <Switch
              size="sm"
              label="Older versions"
              checked={filters.versions === 'all'}
              onChange={(event) => set({ versions: event.currentTarget.checked ? 'all' : undefined })}
            />
          )}
        </>
      )}
      {isFiltered(filters) && (
        <Button size="xs" variant="subtle" leftSection={<X size={14} aria-hidden />} onClick={() => onFilters(NO_FILTERS)}>Clear</Button>
      )}
    </Group>
  )
}

function Places({ filters, set }: { filters: RegistryFilters; set: (filters: RegistryFilters) => void }) {
  const categories = useQuery(registryQueries.categories)
  const registrants = useQuery(registryQueries.registrants({ page: 0, pagesize: 200, search: '', order: '' }))
  return (
    <>
      <Choice
        label="Category"
        placeholder="Any category"
        value={filters.category}
        data={names(categories.data?.map((one) => one.name), filters.category)}
        onChange={(category) => set({ category })}
      />
      <Choice
        label="Registrant"
        placeholder="Any registrant"
        value={filters.registrant}
        data={names(registrants.data?.registrants.map((one) => one.kind), filters.registrant)}
        onChange={(registrant) => set({ registrant })}
      />
    </>
  )
}

/** Names to choose from, the chosen one among them even before the others are known. */
const names = (known: string[] | undefined, chosen: string | undefined) =>
  [...new Set([...(known ?? []), ...(chosen ? [chosen] : [])])].map((name) => ({ value: name, label: name }))

function Choice(props: {
  label: string
  placeholder: string
  value: string | undefined
  data: { value: string; label: string }[]
  onChange: (value: string | undefined) => void
}) {
  return (
    <Select
      size="xs"
      w={170}
      aria-label={props.label}
      placeholder={props.placeholder}
      value={props.value ?? null}
      data={props.data}
      clearable
      clearButtonProps={{ 'aria-label': `Clear ${props.label.toLowerCase()}` }}
      searchable={props.data.length > 8}
      nothingFoundMessage="Nothing by that name"
      onChange={(value) => props.onChange(value ?? undefined)}
    />
  )
}
