/** What the user who asks may do. The server decides; the UI only hides what would be refused. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, data, type Key } from './client'
import { ALL } from './users'

export const rightsQuery = queryOptions({
  queryKey: ['rights'],
  queryFn: async (): Promise<Key[]> => {
    const organization = data(await api.GET('/api/identity/orgs')).organizations[0]
    if (!organization) return []
    const answer = await api.GET('/api/identity/orgs/{orgId}/users/keys', { params: { path: { orgId: organization.id }, query: ALL } })
    return data(answer).keys
  },
  staleTime: Infinity,
})

export interface Rights {
  /** The permissions themselves, for those who choose among them. */
  keys: Key[]
  /** Whether something is known to be allowed: what is offered asks this. */
  can: (key: string) => boolean
  /** Whether something is known to be forbidden: what is denied asks this. */
  lacks: (key: string) => boolean
}

export function useRights(): Rights {
  const { data: keys } = useQuery(rightsQuery)
  return toRights(keys)
}

export function toRights(keys: Key[] | undefined): Rights {
  const held = new Set(keys?.map((one) => one.key))
  return {
    keys: keys ?? [],
    can: (key) => held.has(key),
    lacks: (key) => keys !== undefined && !held.has(key),
  }
}
