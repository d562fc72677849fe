/** Users, their roles, and what roles permit. */
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, data } from './client'
import { type ListQuery, listQuery } from './queries'

export const ALL = { pagesize: 'all' }

export const users = {
  list: (query: ListQuery) =>
    queryOptions({
      queryKey: ['users', query],
      queryFn: async () => data(await api.GET('/api/identity/users', { params: { query: listQuery(query) } })),
      placeholderData: keepPreviousData,
    }),
  roles: queryOptions({
    queryKey: ['roles', 'all'],
    queryFn: async () => data(await api.GET('/api/identity/roles', { params: { query: ALL } })).roles,
  }),
  rolePage: (query: ListQuery) =>
    queryOptions({
      queryKey: ['roles', query],
      queryFn: async () => data(await api.GET('/api/identity/roles', { params: { query: listQuery(query) } })),
      placeholderData: keepPreviousData,
    }),
  keys: queryOptions({
    queryKey: ['keys'],
    queryFn: async () => data(await api.GET('/api/identity/keys', { params: { query: ALL } })).keys,
  }),
}

/** What changes when somebody's roles do: also what is shown to the one who asks. */
const TOUCHED = [['users'], ['roles'], ['rights'], ['user']]

function useTouching<T>(run: (input: T) => Promise<void>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSettled: () => Promise.all(TOUCHED.map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
}

export const useAssignRoles = () =>
  useTouching(async ({ id, roles }: { id: string; roles: string[] }) => {
    await api.PUT('/api/identity/users/{id}/roles', { params: { path: { id } }, body: { roles } })
  })

export const useRemoveUser = () =>
  useTouching(async (id: string) => {
    await api.DELETE('/api/identity/users/{id}', { params: { path: { id } } })
  })

/** Makes a role, or changes the one with this id. */
export const useSaveRole = () =>
  useTouching(async ({ id, ...body }: { id: string | undefined; roleName: string; description: string; keys: string[] }) => {
    if (id === undefined) await api.POST('/api/identity/roles', { body })
    else await api.PUT('/api/identity/roles/{id}', { params: { path: { id } }, body })
  })

export const useDeleteRole = () =>
  useTouching(async (id: string) => {
    await api.DELETE('/api/identity/roles/{id}', { params: { path: { id } } })
  })
