import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Draft } from '../lib/registry/draft'
import { api, data } from './client'
import type { EntityType, ImportBody, Job } from './registry'

/** Enables or ignores a model, a component or a relationship definition. */
export function useSetStatus(entityType: EntityType) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (change: { id: string; status: 'enabled' | 'ignored' }) =>
      data(await api.POST(`/api/registry/${entityType}/status`, { body: change })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['registry'] }),
  })
}

/** Deletes an imported version of a model. */
export function useDeleteModel() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: string): Promise<void> => {
      await api.DELETE('/api/registry/models/{model}', { params: { path: { model: id } } })
    },
    // Not waited for: the page of the model would find it gone before it is left.
    onSuccess: () => void client.invalidateQueries({ queryKey: ['registry'] }),
  })
}

/** Starts an import at the server, or a look at what it would bring. */
export function useStartImport() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ draft, isPreview }: { draft: Draft; isPreview: boolean }) => {
      const query = { async: true, dryRun: isPreview }
      // A form goes as it is; the generated types know forms only as the objects they are made from.
      const body = draft as unknown as ImportBody
      return data(await api.POST('/api/registry/register', { params: { query }, body })) as Job
    },
    onSuccess: (job) => client.setQueryData(['registry', 'job', job.id], job),
  })
}

/** Stops an import. Nothing of it comes in. */
export function useCancelImport() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: string) => data(await api.DELETE('/api/registry/jobs/{id}', { params: { path: { id } } })),
    onSuccess: (_, id) => client.invalidateQueries({ queryKey: ['registry', 'job', id] }),
  })
}
