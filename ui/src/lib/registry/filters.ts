/** What the lists of the registry can be narrowed to, as their address says it. */
import { oneOf, text } from '../search'

export const STATUSES = ['enabled', 'ignored', 'all'] as const
export const ORIGINS = ['builtin', 'imported'] as const
export const ANNOTATIONS = ['only', 'none'] as const

export interface RegistryFilters {
  category?: string | undefined
  registrant?: string | undefined
  /** Enabled ones unless told otherwise. */
  status?: (typeof STATUSES)[number] | undefined
  origin?: (typeof ORIGINS)[number] | undefined
  /** Drawings: only them, or none of them. */
  annotations?: (typeof ANNOTATIONS)[number] | undefined
  /** The newest versions unless told otherwise. */
  versions?: 'all' | undefined
}

export const registryFilters = (search: Record<string, unknown>): RegistryFilters => ({
  category: text(search['category']),
  registrant: text(search['registrant']),
  status: oneOf(STATUSES, search['status']),
  origin: oneOf(ORIGINS, search['origin']),
  annotations: oneOf(ANNOTATIONS, search['annotations']),
  versions: oneOf(['all'], search['versions']),
})

/** The filters alone, out of all that an address says. */
export const filtersOf = (search: RegistryFilters): RegistryFilters => ({
  category: search.category,
  registrant: search.registrant,
  status: search.status,
  origin: search.origin,
  annotations: search.annotations,
  versions: search.versions,
})

export const NO_FILTERS = filtersOf({})

/** Whether filters other than the category may leave categories empty. */
export const isNarrowed = (search: RegistryFilters) => isFiltered({ ...search, category: undefined, versions: undefined })

export const isFiltered = (search: RegistryFilters) => Object.values(filtersOf(search)).some((value) => value !== undefined)
