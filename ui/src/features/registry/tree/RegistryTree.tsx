import { Center, Group, Loader, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { registryQueries } from '../../../api/registryQueries'
import { ErrorPanel } from '../../../components/ErrorPanel'
import { Tree } from '../../../components/tree/Tree'
import { filtersOf, isNarrowed } from '../../../lib/registry/filters'
import { openBranches, withBranch } from '../../../lib/registry/tree'
import { Filters } from '../Filters'
import { CategoryBranch } from './CategoryBranch'
import { FoundBranches } from './FoundBranches'

const route = getRouteApi('/shell/registry')

/** The registry as a tree: categories, the models in them, their versions, and the components of those. */
export function RegistryTree() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const filters = filtersOf(search)
  const categories = useQuery(registryQueries.categories)
  const open = openBranches(search.open)
  const branches = {
    isOpen: (key: string) => open.has(key),
    toggle: (key: string, isOpen: boolean) => void navigate({ search: (old) => ({ ...old, open: withBranch(open, key, isOpen) }), replace: true }),
  }
  const names = (categories.data ?? []).map((one) => one.name).filter((name) => !filters.category || filters.category === name)
  return (
    <section aria-label="Tree of the registry">
      <Group mb="sm" justify="space-between">
        <TreeSearch value={search.search ?? ''} onChange={(text) => void navigate({ search: (old) => ({ ...old, search: text || undefined }), replace: true })} />
        <Filters hasVersions filters={filters} onFilters={(next) => void navigate({ search: (old) => ({ ...old, ...next }) })} />
      </Group>
      {categories.error && <ErrorPanel error={categories.error} onRetry={() => void categories.refetch()} />}
      {categories.isPending && <Center h={240}><Loader /></Center>}
      {categories.data && (
        <div className="panel" style={{ padding: 14 }}>
          <Tree label="Registry">
            {search.search || isNarrowed(filters) ? (
              <FoundBranches search={search.search ?? ''} filters={filters} branches={branches} />
            ) : (
              names.map((name) => <CategoryBranch key={name} category={name} filters={filters} branches={branches} />)
            )}
          </Tree>
        </div>
      )}
    </section>
  )
}

/** What branches need to know of the address. */
export interface Branches {
  isOpen: (key: string) => boolean
  toggle: (key: string, isOpen: boolean) => void
}

function TreeSearch({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const [text, setText] = useState(value)
  const commit = useDebouncedCallback(onChange, 200)
  return (
    <TextInput
      aria-label="Search the tree"
      placeholder="Search"
      leftSection={<Search size={15} aria-hidden />}
      value={text}
      data-search
      data-testid="search"
      onChange={(event) => {
        setText(event.currentTarget.value)
        commit(event.currentTarget.value)
      }}
    />
  )
}
