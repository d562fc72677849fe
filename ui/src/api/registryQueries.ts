import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { RegistryFilters } from '../lib/registry/filters'
import { api, data } from './client'
import { type ListQuery, listQuery } from './queries'

export type RegistryQuery = ListQuery & RegistryFilters

const ALL = { pagesize: 'all' }
const BRANCH = 50

/** The filters of a list as its query. Only the newest versions are asked for unless told otherwise. */
const filtered = ({ versions, status, annotations, origin, category, registrant, ...list }: RegistryQuery) => ({
  ...listQuery(list),
  ...(versions === 'all' ? {} : { latest: true }),
  ...(status ? { status } : {}),
  ...(annotations === undefined ? {} : { annotations: annotations === 'only' }),
  ...(origin ? { origin } : {}),
  ...(category ? { category } : {}),
  ...(registrant ? { registrant } : {}),
})

export const registryQueries = {
  summary: queryOptions({
    queryKey: ['registry', 'summary'],
    queryFn: async () => data(await api.GET('/api/registry/summary')),
  }),
  categories: queryOptions({
    queryKey: ['registry', 'categories'],
    queryFn: async () => data(await api.GET('/api/registry/categories', { params: { query: ALL } })).categories,
    staleTime: 60_000,
  }),
  registrants: (query: ListQuery) =>
    queryOptions({
      queryKey: ['registry', 'registrants', query],
      queryFn: async () => data(await api.GET('/api/registry/registrants', { params: { query: listQuery(query) } })),
      placeholderData: keepPreviousData,
    }),
  models: (query: RegistryQuery) =>
    queryOptions({
      queryKey: ['registry', 'models', query],
      queryFn: async () => data(await api.GET('/api/registry/models', { params: { query: filtered(query) } })),
      placeholderData: keepPreviousData,
    }),
  components: (query: RegistryQuery) =>
    queryOptions({
      queryKey: ['registry', 'components', query],
      queryFn: async () =>
        data(await api.GET('/api/registry/components', { params: { query: { ...filtered(query), trim: true } } })),
      placeholderData: keepPreviousData,
    }),
  relationships: (query: ListQuery & { status?: string | undefined }) =>
    queryOptions({
      queryKey: ['registry', 'relationships', query],
      queryFn: async () =>
        data(
          await api.GET('/api/registry/relationships', {
            params: { query: { ...listQuery(query), ...(query.status ? { status: query.status } : {}) } },
          }),
        ),
      placeholderData: keepPreviousData,
    }),

  /** Every version of a model, whatever its status. */
  model: (model: string) =>
    queryOptions({
      queryKey: ['registry', 'model', model],
      queryFn: async () =>
        data(await api.GET('/api/registry/models/{model}', { params: { path: { model }, query: { ...ALL, status: 'all' } } })).models,
    }),
  componentsOf: (model: string, registrant: string, version: string, query: ListQuery) =>
    queryOptions({
      queryKey: ['registry', 'components of', model, registrant, version, query],
      queryFn: async () =>
        data(
          await api.GET('/api/registry/models/{model}/components', {
            params: { path: { model }, query: { ...listQuery(query), registrant, version, status: 'all', trim: true } },
          }),
        ),
      placeholderData: keepPreviousData,
    }),
  relationshipsOf: (model: string, version: string, query: ListQuery) =>
    queryOptions({
      queryKey: ['registry', 'relationships of', model, version, query],
      queryFn: async () =>
        data(
          await api.GET('/api/registry/models/{model}/relationships', {
            params: { path: { model }, query: { ...listQuery(query), version, status: 'all' } },
          }),
        ),
      placeholderData: keepPreviousData,
    }),
  policiesOf: (model: string) =>
    queryOptions({
      queryKey: ['registry', 'policies of', model],
      queryFn: async () =>
        data(await api.GET('/api/registry/models/{model}/policies', { params: { path: { model }, query: ALL } })).policies,
    }),

  /** A kind in every version of its model and of its API, with schemas. */
  component: (model: string, name: string) =>
    queryOptions({
      queryKey: ['registry', 'component', model, name],
      queryFn: async () =>
        data(
          await api.GET('/api/registry/models/{model}/components/{name}', {
            params: { path: { model, name }, query: { ...ALL, status: 'all' } },
          }),
        ).components,
      staleTime: 60_000,
    }),
  relationship: (id: string) =>
    queryOptions({
      queryKey: ['registry', 'relationship', id],
      queryFn: async () =>
        data(await api.GET('/api/registry/relationships', { params: { query: { id, status: 'all' } } })).relationships[0] ?? null,
    }),
  /** The definitions that name a kind on either side. */
  relationshipsNaming: (component: string) =>
    queryOptions({
      queryKey: ['registry', 'relationships naming', component],
      queryFn: async () =>
        data(await api.GET('/api/registry/relationships', { params: { query: { ...ALL, component } } })).relationships,
    }),

  found: (q: string) =>
    queryOptions({
      queryKey: ['registry', 'found', q],
      queryFn: async () => data(await api.GET('/api/registry/search', { params: { query: { q, limit: 12 } } })).results,
      placeholderData: keepPreviousData,
    }),

  jobs: queryOptions({
    queryKey: ['registry', 'jobs'],
    queryFn: async () => data(await api.GET('/api/registry/jobs')).jobs,
  }),

  /** The models of a branch of the tree, a page after the other. */
  branchModels: (query: RegistryFilters & { search: string }) =>
    infiniteQueryOptions({
      queryKey: ['registry', 'branch models', query],
      initialPageParam: 0,
      queryFn: async ({ pageParam }) =>
        data(
          await api.GET('/api/registry/models', {
            params: { query: filtered({ ...query, page: pageParam, pagesize: BRANCH, order: query.search ? '' : 'name asc' }) },
          }),
        ),
      getNextPageParam: (last) => ((last.page + 1) * BRANCH < last.totalCount ? last.page + 1 : undefined),
    }),
  /** The components of a version of a model, a page after the other. */
  branchComponents: (model: string, version: string) =>
    infiniteQueryOptions({
      queryKey: ['registry', 'branch components', model, version],
      initialPageParam: 0,
      queryFn: async ({ pageParam }) =>
        data(
          await api.GET('/api/registry/models/{model}/components', {
            params: { path: { model }, query: { page: pageParam, pagesize: String(BRANCH), order: 'name asc', version, trim: true } },
          }),
        ),
      getNextPageParam: (last) => ((last.page + 1) * BRANCH < last.totalCount ? last.page + 1 : undefined),
    }),
}
