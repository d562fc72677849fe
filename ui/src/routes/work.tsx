/** Pages about designs. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { DESIGN_VIEWS, type DesignView, type ListSearch, listSearch, text } from '../lib/search'
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
export const workRoutes = [dashboard, designs, design] as const
