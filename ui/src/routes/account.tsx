/** Pages about people: what is one's own, and who may do what. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { ADMIN_TABS, type AdminTab, type ListSearch, listSearch } from '../lib/search'
import { shell } from './root'

const tokens = createRoute({
  getParentRoute: () => shell,
  path: '/settings/tokens',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('../features/settings/TokensPage'), 'TokensPage'),
})
const sessions = createRoute({
  getParentRoute: () => shell,
  path: '/settings/sessions',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('../features/settings/SessionsPage'), 'SessionsPage'),
})
const users = createRoute({
  getParentRoute: () => shell,
  path: '/admin/users',
  validateSearch: (search: Record<string, unknown>): ListSearch & { tab?: AdminTab | undefined } => ({
    ...listSearch(search),
    tab: ADMIN_TABS.find((tab): tab is AdminTab => tab === search['tab']),
  }),
  component: lazyRouteComponent(() => import('../features/admin/UsersPage'), 'UsersPage'),
})
const roles = createRoute({
  getParentRoute: () => shell,
  path: '/admin/roles',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('../features/admin/RolesPage'), 'RolesPage'),
})

export const accountRoutes = [tokens, sessions, users, roles] as const
