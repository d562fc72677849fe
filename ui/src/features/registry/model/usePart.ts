import { getRouteApi } from '@tanstack/react-router'
import type { ListState } from '../../../components/DataTable'
import { toListState, withListState } from '../../../lib/search'

const route = getRouteApi('/shell/registry/models/$model')
export const PAGE_SIZE = 25

/** A list on the page of a model, as the address says it. */
export function usePart() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const state = toListState(search)
  return {
    state,
    query: { ...state, pagesize: PAGE_SIZE },
    onState: (next: Partial<ListState>) => void navigate({ search: (old) => withListState(old, next) }),
  }
}
