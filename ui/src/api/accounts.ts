/** Built-in accounts: signing in, setting up, invitations, passwords. */
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, data, type SetUp } from './client'
import { type ListQuery, listQuery } from './queries'

export const accounts = {
  setup: queryOptions({
    queryKey: ['setup'],
    queryFn: async () => data(await api.GET('/api/identity/accounts/setup')),
  }),
  invitations: (query: ListQuery) =>
    queryOptions({
      queryKey: ['invitations', query],
      queryFn: async () => data(await api.GET('/api/identity/invitations', { params: { query: listQuery(query) } })),
      placeholderData: keepPreviousData,
    }),
}

export const useSignIn = () =>
  useMutation({
    mutationFn: async (body: { login: string; password: string }) => data(await api.POST('/api/identity/accounts/login', { body })),
  })

export const useSetUp = () =>
  useMutation({
    mutationFn: async (body: SetUp) => data(await api.POST('/api/identity/accounts/setup', { body })),
  })

export const useAccept = () =>
  useMutation({
    mutationFn: async (body: { code: string; login: string; password: string; firstName?: string; lastName?: string }) =>
      data(await api.POST('/api/identity/accounts/accept', { body })),
  })

export function useChangePassword() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (body: { currentPassword: string; newPassword: string; keepOtherSessions: boolean }) => {
      await api.PUT('/api/identity/accounts/password', { body })
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  })
}

export function useInvite() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (body: { email?: string; roles: string[]; expiresInDays: number }) =>
      data(await api.POST('/api/identity/invitations', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['invitations'] }),
  })
}

export function useRevokeInvitation() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: string) => {
      await api.DELETE('/api/identity/invitations/{id}', { params: { path: { id } } })
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['invitations'] }),
  })
}
