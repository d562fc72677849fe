import { Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { registryQueries } from '../../../api/registryQueries'
import { TreeItem } from '../../../components/tree/TreeItem'
import type { RegistryFilters } from '../../../lib/registry/filters'
import { byName } from '../../../lib/registry/tree'
import { BranchState } from './BranchState'
import { ModelBranch } from './ModelBranch'
import type { Branches } from './RegistryTree'

/** A category with its models, which are asked for when it opens. */
export function CategoryBranch({ category, filters, branches }: { category: string; filters: RegistryFilters; branches: Branches }) {
  const isOpen = branches.isOpen(category)
  return (
    <TreeItem
      text={category}
      label={<Text fw={600} size="sm" component="span">{category}</Text>}
      isOpen={isOpen}
      onToggle={(next) => branches.toggle(category, next)}
    >
      {isOpen && <Models category={category} filters={filters} branches={branches} />}
    </TreeItem>
  )
}

function Models({ category, filters, branches }: { category: string; filters: RegistryFilters; branches: Branches }) {
  // Older versions are branches of the tree, so all of them are asked for.
  const result = useInfiniteQuery(registryQueries.branchModels({ ...filters, category, versions: 'all', search: '' }))
  const models = byName((result.data?.pages ?? []).flatMap((page) => page.models))
  return (
    <>
      {models.map((model) => <ModelBranch key={model.name} model={model} branches={branches} />)}
      <BranchState result={result} count={models.length} what="models" />
    </>
  )
}
