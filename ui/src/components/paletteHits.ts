import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { queries } from '../api/queries'
import type { Found } from '../api/registry'
import { registryQueries } from '../api/registryQueries'
import { type Rights, useRights } from '../api/rights'

/** Something to go to. */
export interface Hit {
  href: string
  label: string
  hint: string
}

const PAGES: (Hit & { needs?: string })[] = [
  { href: '/', label: 'Dashboard', hint: 'page' },
  { href: '/designs', label: 'Designs', hint: 'page', needs: 'designs.read' },
  { href: '/registry', label: 'Registry', hint: 'page', needs: 'registry.read' },
  { href: '/registry?view=tree', label: 'Tree of the registry', hint: 'page', needs: 'registry.read' },
  { href: '/registry?tab=duplicates', label: 'Duplicates in the registry', hint: 'page', needs: 'registry.read' },
  { href: '/registry/import', label: 'Import into the registry', hint: 'page', needs: 'registry.write' },
  { href: '/settings/tokens', label: 'API tokens', hint: 'settings' },
  { href: '/settings/sessions', label: 'Sessions and password', hint: 'settings' },
  { href: '/admin/users', label: 'Users', hint: 'administration', needs: 'users.read' },
  { href: '/admin/roles', label: 'Roles', hint: 'administration', needs: 'roles.read' },
]
const FEW = 6

/** What a text finds. Of the registry the server says what fits, and forgives a slip of the finger. */
export function useHits(text: string, isOpen: boolean): { hits: Hit[]; isSearching: boolean } {
  const [search] = useDebouncedValue(text.trim(), 120)
  const enabled = isOpen && search.length > 0
  const rights = useRights()
  const designs = useQuery({ ...queries.designs({ page: 0, pagesize: FEW, search, order: '' }), enabled: enabled && rights.can('designs.read') })
  const registry = useQuery({ ...registryQueries.found(search), enabled: enabled && rights.can('registry.read') })
  const pages = pagesFor(search, rights)
  const isSearching = isOpen && (search !== text.trim() || designs.isFetching || registry.isFetching)
  if (!enabled) return { hits: pages, isSearching }
  const found = (designs.data?.patterns ?? []).map((design): Hit => ({ href: `/designs/${design.id}`, label: design.name, hint: 'design' }))
  const hits = [...pages, ...found, ...(registry.data ?? []).map(hitOf)]
  return { hits: unique(hits), isSearching }
}

const pagesFor = (search: string, rights: Rights) =>
  PAGES.filter((page) => (!page.needs || rights.can(page.needs)) && page.label.toLowerCase().includes(search.toLowerCase()))

/** One entry for each address: a kind in several versions leads to one page. */
const unique = (hits: Hit[]) => [...new Map(hits.map((hit) => [hit.href, hit] as const).reverse()).values()].reverse()

/** Where a result of the registry's search leads. */
export function hitOf(found: Found): Hit {
  const label = found.displayName || found.name
  const model = found.model.displayName || found.model.name
  switch (found.entityType) {
    case 'model':
      return { href: `/registry/models/${encodeURIComponent(found.name)}`, label, hint: `model · ${found.model.version}` }
    case 'component':
      return {
        href: `/registry/components/${encodeURIComponent(found.model.name)}/${encodeURIComponent(found.name)}`,
        label,
        hint: [found.apiVersion, model].filter(Boolean).join(' · '),
      }
    default:
      return { href: `/registry/relationships/${encodeURIComponent(found.id)}`, label, hint: `relationship · ${model}` }
  }
}
