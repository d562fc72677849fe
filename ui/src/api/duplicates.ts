import { queryOptions } from '@tanstack/react-query'
import { data } from './client'
import { registryApi } from './registry'

const PAGE = 100
/** How many pages are looked through. */
const MAX_PAGES = 40

export interface Duplicates<T> {
  items: T[]
  /** Whether there may be more than was looked through. */
  isCut: boolean
}

const QUERY = { pagesize: String(PAGE), status: 'all', duplicates: true }

/** Models that are registered more than once under one name and version. */
export const duplicateModels = queryOptions({
  queryKey: ['registry', 'duplicate models'],
  queryFn: () =>
    collect(async (page) => {
      const { models, totalCount } = data(await registryApi.GET('/api/registry/models', { params: { query: { ...QUERY, page } } }))
      return { items: models, totalCount }
    }),
})

/** Kinds that are registered more than once under one API version. */
export const duplicateComponents = queryOptions({
  queryKey: ['registry', 'duplicate components'],
  queryFn: () =>
    collect(async (page) => {
      const { components, totalCount } = data(
        await registryApi.GET('/api/registry/components', { params: { query: { ...QUERY, page, trim: true } } }),
      )
      return { items: components, totalCount }
    }),
})

/** Everything of all pages that has duplicates. */
async function collect<T extends { duplicates?: number }>(
  read: (page: number) => Promise<{ items: T[]; totalCount: number }>,
): Promise<Duplicates<T>> {
  const found: T[] = []
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { items, totalCount } = await read(page)
    found.push(...items.filter((item) => (item.duplicates ?? 0) > 0))
    if ((page + 1) * PAGE >= totalCount) return { items: found, isCut: false }
  }
  return { items: found, isCut: true }
}
