/** What addresses can say. */

export const DESIGN_VIEWS = ['graph', 'components', 'relationships', 'yaml'] as const
export type DesignView = (typeof DESIGN_VIEWS)[number]

export const REGISTRY_TABS = ['models', 'components', 'relationships', 'registrants', 'duplicates'] as const
export type RegistryTab = (typeof REGISTRY_TABS)[number]

export const ADMIN_TABS = ['users', 'invitations'] as const
export type AdminTab = (typeof ADMIN_TABS)[number]

/** What the address of a list holds. */
export interface ListSearch {
  page?: number | undefined
  search?: string | undefined
  order?: string | undefined
}

export const text = (value: unknown) => (value === undefined || value === '' ? undefined : String(value))

/** A value if it is one of those known. */
export const oneOf = <T extends string>(values: readonly T[], value: unknown): T | undefined => values.find((one) => one === value)

const number = (value: unknown) => (Number.isInteger(Number(value)) && Number(value) > 0 ? Number(value) : undefined)

export const listSearch = (search: Record<string, unknown>): ListSearch => ({
  page: number(search['page']),
  search: text(search['search']),
  order: text(search['order']),
})

/** What a list shows, read from its address. */
export const toListState = (search: ListSearch, order = '') => ({
  page: search.page ?? 0,
  search: search.search ?? '',
  order: search.order ?? order,
})

/** The address of a list after a step in it. What is as it always is stays out of the address. */
export const withListState = <T extends ListSearch>(old: T, next: ListSearch): T => ({
  ...old,
  ...next,
  page: next.page || undefined,
  search: (next.search ?? old.search) || undefined,
})
