import { queryOptions } from '@tanstack/react-query'
import { sharedKinds } from '../lib/registry/duplicates'
import { api, data } from './client'
import type { RegisteredComponent } from './registry'

const PAGE = 100
/** How many pages of components are looked through. */
const MAX_PAGES = 40

/** Models that are registered more than once under one name and version. */
export const duplicateModels = queryOptions({
  queryKey: ['registry', 'duplicate models'],
  queryFn: async () => {
    const query = { pagesize: 'all', status: 'all', duplicated: true }
    return { items: data(await api.GET('/api/registry/models', { params: { query } })).models, isCut: false }
  },
})

/** Kinds that more than one model has in its newest version, under one API version. */
export const duplicateComponents = queryOptions({
  queryKey: ['registry', 'duplicate components'],
  queryFn: async () => {
    const all: RegisteredComponent[] = []
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const query = { page, pagesize: String(PAGE), status: 'all', latest: true, trim: true }
      const { components, totalCount } = data(await api.GET('/api/registry/components', { params: { query } }))
      all.push(...components)
      if ((page + 1) * PAGE >= totalCount) return { items: sharedKinds(all), isCut: false }
    }
    return { items: sharedKinds(all), isCut: true }
  },
})
