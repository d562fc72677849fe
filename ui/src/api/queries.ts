import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, data, type DesignDocument } from './client'

/** What every list takes. */
export interface ListQuery {
  page: number
  pagesize: number
  search: string
  order: string
}

/** A list's state as its query. */
export const listQuery = (query: ListQuery) => ({
  page: query.page,
  pagesize: String(query.pagesize),
  ...(query.search ? { search: query.search } : {}),
  ...(query.order ? { order: query.order } : {}),
})

export const queries = {
  designs: (query: ListQuery) =>
    queryOptions({
      queryKey: ['designs', 'list', query],
      queryFn: async () => data(await api.GET('/api/pattern', { params: { query: listQuery(query) } })),
      placeholderData: keepPreviousData,
    }),
  design: (id: string) =>
    queryOptions({
      queryKey: ['designs', 'one', id],
      queryFn: async () => {
        const answer = await api.GET('/api/pattern/{id}', { params: { path: { id } } })
        const design = data(answer)
        const document = JSON.parse(design.patternFile ?? '{}') as DesignDocument
        return { design, document, tag: answer.response.headers.get('etag') ?? '' }
      },
    }),
  designYaml: (id: string, format: 'Design' | 'Kubernetes Manifest', tag: string) =>
    queryOptions({
      queryKey: ['designs', 'yaml', id, format, tag],
      queryFn: async () =>
        data(
          await api.GET('/api/pattern/download/{id}', {
            params: { path: { id }, query: { export: format } },
            parseAs: 'text',
          }),
        ),
    }),
  providers: queryOptions({
    queryKey: ['providers'],
    queryFn: async () => data(await api.GET('/api/providers')),
  }),
  tokenFile: queryOptions({
    queryKey: ['token-file'],
    queryFn: async () => data(await api.GET('/api/token')),
    staleTime: 0,
    gcTime: 0,
  }),
  user: queryOptions({
    queryKey: ['user'],
    queryFn: async () => data(await api.GET('/api/user')),
    staleTime: Infinity,
  }),
  version: queryOptions({
    queryKey: ['version'],
    queryFn: async () => data(await api.GET('/api/system/version')),
    staleTime: Infinity,
  }),
}

/** Imports a file or a text as a new design. */
export function useImport() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (body: { name?: string; fileName?: string; content: string }) =>
      data(await api.POST('/api/pattern/import', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['designs'] }),
  })
}

/** Deletes a design. */
export function useDelete() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: string) => data(await api.DELETE('/api/pattern/{id}', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['designs', 'list'] }),
  })
}

/** Evaluates a design and stores the result, unless somebody saved it meanwhile. */
export function useEvaluate(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ document, tag }: { document: DesignDocument; tag: string }) => {
      const evaluated = data(await api.POST('/api/registry/relationships/evaluate', { body: { design: document } }))
      if (evaluated.actions.length > 0) {
        await api.POST('/api/pattern', {
          params: { header: { 'If-Match': tag } },
          body: { id, designFile: evaluated.design, message: 'evaluated' },
        })
      }
      return evaluated.actions.length
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['designs'] }),
  })
}
