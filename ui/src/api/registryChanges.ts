import { useMutation, useQueryClient } from '@tanstack/react-query'
import { data } from './client'
import { type EntityType, type ImportBody, registryApi, type Status } from './registry'

/** Enables or ignores a model, a component or a relationship definition. */
export function useSetStatus(entityType: EntityType) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (change: { id: string; status: Status }) =>
      data(await registryApi.POST('/api/registry/{entityType}/status', { params: { path: { entityType } }, body: change })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['registry'] }),
  })
}

/** Deletes an imported version of a model. */
export function useDeleteModel() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: string): Promise<void> => {
      await registryApi.DELETE('/api/registry/models/{model}', { params: { path: { model: id } } })
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['registry'] }),
  })
}

/** Starts an import at the server: of files, or of what a body names. */
export function useStartImport() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (body: FormData | ImportBody) =>
      data(await registryApi.POST('/api/registry/register', { params: { query: { async: true } }, body })),
    onSuccess: (job) => client.setQueryData(['registry', 'job', job.id], job),
  })
}

/** Stops an import. Nothing of it comes in. */
export function useCancelImport() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: string) => data(await registryApi.DELETE('/api/registry/jobs/{id}', { params: { path: { id } } })),
    onSuccess: (_, id) => client.invalidateQueries({ queryKey: ['registry', 'job', id] }),
  })
}
