/** What people hold: personal API tokens, and the sessions behind everything. */
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, data } from './client'
import { type ListQuery, listQuery } from './queries'

export const tokens = {
  apiTokens: (query: ListQuery) =>
    queryOptions({
      queryKey: ['api-tokens', query],
      queryFn: async () => data(await api.GET('/api/identity/tokens', { params: { query: listQuery(query) } })),
      placeholderData: keepPreviousData,
    }),
  sessions: (query: ListQuery) =>
    queryOptions({
      queryKey: ['sessions', query],
      queryFn: async () => data(await api.GET('/api/identity/sessions', { params: { query: listQuery(query) } })),
      placeholderData: keepPreviousData,
    }),
}

/** Makes an API token. The secret is in the answer and nowhere else: it is not cached. */
export function useCreateApiToken() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (body: { name: string; scopes: string[]; expiresInDays: number }) =>
      data(await api.POST('/api/identity/tokens', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['api-tokens'] }),
    gcTime: 0,
  })
}

export function useRevokeApiToken() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: string) => {
      await api.DELETE('/api/identity/tokens/{id}', { params: { path: { id } } })
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['api-tokens'] }),
  })
}

export function useEndSession() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: string) => {
      await api.DELETE('/api/identity/sessions/{id}', { params: { path: { id } } })
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  })
}
