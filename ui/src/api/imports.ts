import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api, data } from './client'
import type { Job, ModelDefinition } from './registry'

/** How often a job is asked after while its stream is interrupted. */
const POLL_MS = 2000

const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ['registry', 'job', id],
    queryFn: async () => data(await api.GET('/api/registry/jobs/{id}', { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? POLL_MS : false),
  })

/** Follows an import while it runs, by its stream of events and, where that is interrupted, by asking. */
export function useImportJob(id: string) {
  const client = useQueryClient()
  const query = useQuery(jobQuery(id))
  const isRunning = query.data?.state === 'running'
  useEffect(() => {
    if (!isRunning || typeof EventSource === 'undefined') return
    const stream = new EventSource(`/api/registry/jobs/${id}/stream`)
    stream.addEventListener('job', (event: MessageEvent<string>) => {
      client.setQueryData(['registry', 'job', id], JSON.parse(event.data) as Job)
    })
    return () => stream.close()
  }, [client, id, isRunning])
  const state = query.data?.state
  useEffect(() => {
    if (state === 'done') void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'registry' && queryKey[1] !== 'job' })
  }, [client, state])
  return query
}

/** What would be made from definitions, without keeping it. */
export const generatedQuery = (definition: string, model: ModelDefinition) =>
  queryOptions({
    queryKey: ['registry', 'generated', definition, model],
    queryFn: async () => data(await api.POST('/api/registry/generate', { body: { definition, model } })),
    retry: false,
    gcTime: 0,
  })
