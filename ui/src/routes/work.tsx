/** Pages about designs and the registry. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { DESIGN_VIEWS, type DesignView, type ListSearch, listSearch, REGISTRY_TABS, type RegistryTab, text } from '../lib/search'
import { shell } from './root'

const dashboard = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('../features/dashboard/Dashboard'), 'Dashboard'),
})
const designs = createRoute({
  getParentRoute: () => shell,
  path: '/designs',
  validateSearch: (search: Record<string, unknown>): ListSearch & { import?: boolean | undefined } => ({
    ...listSearch(search),
    import: search['import'] ? true : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/designs/List'), 'DesignList'),
})
const design = createRoute({
  getParentRoute: () => shell,
  path: '/designs/$id',
  validateSearch: (
    search: Record<string, unknown>,
  ): { view?: DesignView | undefined; component?: string | undefined; find?: string | undefined } => ({
    view: DESIGN_VIEWS.find((view): view is DesignView => view === search['view']),
    component: text(search['component']),
    find: text(search['find']),
  }),
  component: lazyRouteComponent(() => import('../features/designs/Details'), 'DesignDetails'),
})
const registry = createRoute({
  getParentRoute: () => shell,
  path: '/registry',
  validateSearch: (search: Record<string, unknown>): ListSearch & { tab?: RegistryTab | undefined } => ({
    ...listSearch(search),
    tab: REGISTRY_TABS.find((tab): tab is RegistryTab => tab === search['tab']),
  }),
  component: lazyRouteComponent(() => import('../features/registry/Browser'), 'RegistryBrowser'),
})
const model = createRoute({
  getParentRoute: () => shell,
  path: '/registry/models/$model',
  component: lazyRouteComponent(() => import('../features/registry/ModelPage'), 'ModelPage'),
})
const component = createRoute({
  getParentRoute: () => shell,
  path: '/registry/components/$model/$kind',
  component: lazyRouteComponent(() => import('../features/registry/ComponentPage'), 'ComponentPage'),
})

export const workRoutes = [dashboard, designs, design, registry, model, component] as const
