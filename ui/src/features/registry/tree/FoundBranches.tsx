import { Group, Text } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { registryQueries } from '../../../api/registryQueries'
import { TreeItem, TreeNote } from '../../../components/tree/TreeItem'
import type { RegistryFilters } from '../../../lib/registry/filters'
import { byCategory } from '../../../lib/registry/tree'
import { ComponentLink } from '../links'
import { BranchState } from './BranchState'
import { ModelBranch } from './ModelBranch'
import type { Branches } from './RegistryTree'

const FEW = 15

/** What a search or filters leave: models in their categories, then components. The best of a search comes first. */
export function FoundBranches({ search, filters, branches }: { search: string; filters: RegistryFilters; branches: Branches }) {
  const models = useInfiniteQuery(registryQueries.branchModels({ ...filters, versions: 'all', search }))
  const found = byCategory((models.data?.pages ?? []).flatMap((page) => page.models))
  const categories = search ? found : found.sort((one, other) => one.category.localeCompare(other.category))
  return (
    <>
      {categories.map(({ category, models: branch }) => (
        <Shown key={category} text={category}>
          {branch.map((model) => <ModelBranch key={model.name} model={model} branches={branches} />)}
        </Shown>
      ))}
      <BranchState result={models} count={categories.length} what="models" />
      {search && <FoundComponents search={search} filters={filters} />}
    </>
  )
}

function FoundComponents({ search, filters }: { search: string; filters: RegistryFilters }) {
  const { data } = useQuery(registryQueries.components({ ...filters, page: 0, pagesize: FEW, search, order: '' }))
  if (!data || data.totalCount === 0) return null
  return (
    <Shown text={`Components (${data.totalCount})`}>
      {data.components.map((component) => (
        <TreeItem
          key={component.id}
          text={component.displayName ?? ''}
          label={
            <Group gap={10} component="span">
              <ComponentLink component={component} />
              <Text size="xs" c="dimmed" component="span">{component.model?.displayName} · {component.component?.version}</Text>
            </Group>
          }
        />
      ))}
      {data.totalCount > FEW && <TreeNote><Link to="/registry" search={{ ...filters, tab: 'components', search }}>All {data.totalCount} as a table</Link></TreeNote>}
    </Shown>
  )
}

/** A branch that stays open: what is searched for must be seen. */
function Shown({ text, children }: { text: string; children: React.ReactNode }) {
  return <TreeItem text={text} label={<Text fw={600} size="sm" component="span">{text}</Text>} isOpen>{children}</TreeItem>
}
