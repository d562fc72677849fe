import { getRouteApi } from '@tanstack/react-router'
import type { RegistryQuery } from '../../../api/registryQueries'
import type { ListState } from '../../../components/DataTable'
import { filtersOf, type RegistryFilters } from '../../../lib/registry/filters'
import { toListState, withListState } from '../../../lib/search'

const route = getRouteApi('/shell/registry')
export const PAGE_SIZE = 25

/** A list of the registry as its address says it. What is searched for comes best first until another order is chosen. */
export function useList() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const state = toListState(search)
  const filters = filtersOf(search)
  const query: RegistryQuery = { ...state, ...filters, pagesize: PAGE_SIZE }
  return {
    state,
    filters,
    query,
    onState: (next: Partial<ListState>) => void navigate({ search: (old) => withListState(old, next) }),
    onFilters: (next: RegistryFilters) => void navigate({ search: (old) => ({ ...old, ...next, page: undefined }) }),
  }
}
