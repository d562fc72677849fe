import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Link } from '@tanstack/react-router'
import { Button, Center, Loader } from '@mantine/core'
import { Compass } from 'lucide-react'
import { EmptyState } from './components/EmptyState'
import { ErrorPanel } from './components/ErrorPanel'
import { Shell } from './components/Shell'
import { DESIGN_VIEWS, type DesignView, REGISTRY_TABS, type RegistryTab } from './lib/search'

const number = (value: unknown) => (Number.isInteger(Number(value)) && Number(value) > 0 ? Number(value) : undefined)
const text = (value: unknown) => (value === undefined || value === '' ? undefined : String(value))
interface ListSearch {
  page?: number | undefined
  search?: string | undefined
  order?: string | undefined
}

const listSearch = (search: Record<string, unknown>): ListSearch => ({
  page: number(search['page']),
  search: text(search['search']),
  order: text(search['order']),
})

const root = createRootRoute({ notFoundComponent: NotFound })
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell })

const provider = createRoute({
  getParentRoute: () => root,
  path: '/provider',
  validateSearch: (search: Record<string, unknown>): { ref?: string | undefined } => ({ ref: text(search['ref']) }),
  component: lazyRouteComponent(() => import('./features/provider/Chooser'), 'Chooser'),
})
const dashboard = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('./features/dashboard/Dashboard'), 'Dashboard'),
})
const designs = createRoute({
  getParentRoute: () => shell,
  path: '/designs',
  validateSearch: (search: Record<string, unknown>): ListSearch & { import?: boolean | undefined } => ({
    ...listSearch(search),
    import: search['import'] ? true : undefined,
  }),
  component: lazyRouteComponent(() => import('./features/designs/List'), 'DesignList'),
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
  component: lazyRouteComponent(() => import('./features/designs/Details'), 'DesignDetails'),
})
const registry = createRoute({
  getParentRoute: () => shell,
  path: '/registry',
  validateSearch: (search: Record<string, unknown>): ListSearch & { tab?: RegistryTab | undefined } => ({
    ...listSearch(search),
    tab: REGISTRY_TABS.find((tab): tab is RegistryTab => tab === search['tab']),
  }),
  component: lazyRouteComponent(() => import('./features/registry/Browser'), 'RegistryBrowser'),
})
const model = createRoute({
  getParentRoute: () => shell,
  path: '/registry/models/$model',
  component: lazyRouteComponent(() => import('./features/registry/ModelPage'), 'ModelPage'),
})
const component = createRoute({
  getParentRoute: () => shell,
  path: '/registry/components/$model/$kind',
  component: lazyRouteComponent(() => import('./features/registry/ComponentPage'), 'ComponentPage'),
})

function NotFound() {
  return (
    <EmptyState
      icon={<Compass size={40} aria-hidden />}
      title="There is nothing here"
      text="The address leads nowhere. The thing it named may have been deleted."
      action={<Button component={Link} to="/">Go to the dashboard</Button>}
    />
  )
}

export const router = createRouter({
  routeTree: root.addChildren([provider, shell.addChildren([dashboard, designs, design, registry, model, component])]),
  defaultPreload: 'intent',
  defaultPendingComponent: () => <Center py={80}><Loader /></Center>,
  defaultErrorComponent: ({ error, reset }) => <ErrorPanel error={error} onRetry={reset} />,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
