/** The tree of the registry: categories, the models in them, their versions. */
import type { RegisteredModel } from '../../api/registry'
import { groups } from '../groups'
import { newestFirst } from './versions'

/** A model with all its versions that are known here. */
export interface ModelBranch {
  name: string
  newest: RegisteredModel
  versions: RegisteredModel[]
}

/** Models by name, in the order in which the names first appear. */
export function byName(models: RegisteredModel[]): ModelBranch[] {
  return groups(models, (model) => model.name).flatMap(([name, all]) => {
    const versions = newestFirst(all)
    const [newest] = versions
    return newest ? [{ name, newest, versions }] : []
  })
}

/** Models by category, in the order in which the categories first appear: the best hit of a search leads. */
export function byCategory(models: RegisteredModel[]): { category: string; models: ModelBranch[] }[] {
  return groups(models, (model) => model.category?.name || 'Uncategorized').map(([category, all]) => ({ category, models: byName(all) }))
}

/** Which branches are open, as the address says it. */
export const openBranches = (text: string | undefined): Set<string> => new Set(text?.split('~').filter(Boolean))

/** The address's word for the branches that are open once one was opened or closed. */
export function withBranch(open: Set<string>, key: string, isOpen: boolean): string | undefined {
  const next = new Set(open)
  if (isOpen) next.add(key)
  else next.delete(key)
  return [...next].join('~') || undefined
}
