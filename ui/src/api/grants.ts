/** Programs that ask to act for somebody: by a code on another screen, or through an address of this machine. */
import { queryOptions, useMutation } from '@tanstack/react-query'
import { api, data } from './client'

export const grants = {
  device: (userCode: string) =>
    queryOptions({
      queryKey: ['device', userCode],
      queryFn: async () => data(await api.GET('/api/auth/device/{userCode}', { params: { path: { userCode } } })),
      // What was shown is what is decided about; it must not change under the reader's eyes.
      staleTime: Infinity,
      gcTime: 0,
    }),
}

export const useDecideDevice = (userCode: string) =>
  useMutation({
    mutationFn: async (approve: boolean) => {
      await api.POST('/api/auth/device/{userCode}', { params: { path: { userCode } }, body: { approve } })
    },
  })

export interface AuthorizeRequest {
  client_id: string
  redirect_uri: string
  state: string
  code_challenge: string
  code_challenge_method: string
}

export const useAuthorize = () =>
  useMutation({
    mutationFn: async (body: AuthorizeRequest) => data(await api.POST('/api/auth/authorize', { body })).redirectTo,
  })
