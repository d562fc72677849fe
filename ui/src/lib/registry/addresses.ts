/** What the addresses of the registry's pages hold. */
import { type ListSearch, listSearch, oneOf, REGISTRY_TABS, type RegistryTab, text } from '../search'
import { type RegistryFilters, registryFilters } from './filters'

type Search = Record<string, unknown>

export const MODEL_TABS = ['components', 'relationships', 'policies', 'about'] as const
export const COMPONENT_TABS = ['schema', 'relationships', 'about'] as const
export const RELATIONSHIP_TABS = ['selectors', 'json'] as const
export const IMPORT_SOURCES = ['file', 'url', 'csv', 'definition'] as const
export type ImportSource = (typeof IMPORT_SOURCES)[number]

export interface RegistrySearch extends ListSearch, RegistryFilters {
  tab?: RegistryTab | undefined
  view?: 'tree' | undefined
  /** Branches of the tree that are open. */
  open?: string | undefined
  /** What duplicates are shown of; models unless told otherwise. */
  of?: 'kinds' | undefined
}
export const registrySearch = (search: Search): RegistrySearch => ({
  ...listSearch(search),
  ...registryFilters(search),
  tab: oneOf(REGISTRY_TABS, search['tab']),
  view: oneOf(['tree'], search['view']),
  open: text(search['open']),
  of: oneOf(['kinds'], search['of']),
})

/** `id` names a version of the model; the newest one unless told otherwise. */
export interface ModelSearch extends ListSearch {
  id?: string | undefined
  tab?: (typeof MODEL_TABS)[number] | undefined
}
export const modelSearch = (search: Search): ModelSearch => ({
  ...listSearch(search),
  id: text(search['id']),
  tab: oneOf(MODEL_TABS, search['tab']),
})

export interface ComponentSearch {
  tab?: (typeof COMPONENT_TABS)[number] | undefined
  /** Version of the model; the newest one unless told otherwise. */
  version?: string | undefined
  /** API version; the newest one unless told otherwise. */
  api?: string | undefined
  /** API version to stand beside it. */
  beside?: string | undefined
  find?: string | undefined
  /** A field of the schema to go to. */
  field?: string | undefined
}
export const componentSearch = (search: Search): ComponentSearch => ({
  tab: oneOf(COMPONENT_TABS, search['tab']),
  version: text(search['version']),
  api: text(search['api']),
  beside: text(search['beside']),
  find: text(search['find']),
  field: text(search['field']),
})

export interface RelationshipSearch {
  tab?: (typeof RELATIONSHIP_TABS)[number] | undefined
}
export const relationshipSearch = (search: Search): RelationshipSearch => ({ tab: oneOf(RELATIONSHIP_TABS, search['tab']) })

export interface ImportSearch extends ListSearch {
  source?: ImportSource | undefined
  /** The import that is watched. */
  job?: string | undefined
  /** Whether that import is only a preview. */
  preview?: true | undefined
  outcome?: string | undefined
}
export const importSearch = (search: Search): ImportSearch => ({
  ...listSearch(search),
  source: oneOf(IMPORT_SOURCES, search['source']),
  job: text(search['job']),
  preview: search['preview'] ? true : undefined,
  outcome: text(search['outcome']),
})
