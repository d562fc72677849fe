/** Pages about the registry. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { componentSearch, importSearch, modelSearch, registrySearch, relationshipSearch } from '../lib/registry/addresses'
import { shell } from './root'

const registry = createRoute({
  getParentRoute: () => shell,
  path: '/registry',
  validateSearch: registrySearch,
  component: lazyRouteComponent(() => import('../features/registry/RegistryPage'), 'RegistryPage'),
})
const model = createRoute({
  getParentRoute: () => shell,
  path: '/registry/models/$model',
  validateSearch: modelSearch,
  component: lazyRouteComponent(() => import('../features/registry/model/ModelPage'), 'ModelPage'),
})
const component = createRoute({
  getParentRoute: () => shell,
  path: '/registry/components/$model/$kind',
  validateSearch: componentSearch,
  component: lazyRouteComponent(() => import('../features/registry/component/ComponentPage'), 'ComponentPage'),
})
const relationship = createRoute({
  getParentRoute: () => shell,
  path: '/registry/relationships/$id',
  validateSearch: relationshipSearch,
  component: lazyRouteComponent(() => import('../features/registry/relationship/RelationshipPage'), 'RelationshipPage'),
})
const importing = createRoute({
  getParentRoute: () => shell,
  path: '/registry/import',
  validateSearch: importSearch,
  component: lazyRouteComponent(() => import('../features/registry/import/ImportPage'), 'ImportPage'),
})

export const registryRoutes = [registry, model, component, relationship, importing] as const
