import { Center, Loader } from '@mantine/core'
import { createRouter, parseSearchWith, type RouterHistory, stringifySearchWith } from '@tanstack/react-router'
import { ErrorPanel } from './components/ErrorPanel'
import { accountRoutes } from './routes/account'
import { registryRoutes } from './routes/registry'
import { root, shell } from './routes/root'
import { signInRoutes } from './routes/signin'
import { workRoutes } from './routes/work'

/** A router over the whole UI; it follows the browser's addresses unless given a history of its own. */
export function newRouter(history?: RouterHistory) {
  return createRouter({
    ...(history ? { history } : {}),
    routeTree: root.addChildren([...signInRoutes, shell.addChildren([...workRoutes, ...registryRoutes, ...accountRoutes])]),
    // Values are texts as they stand in the address. Read as JSON, the `state` of a program would not come back as it was.
    parseSearch: parseSearchWith((value) => value),
    stringifySearch: stringifySearchWith(JSON.stringify),
    defaultPreload: 'intent',
    defaultPendingComponent: () => <Center py={80}><Loader /></Center>,
    defaultErrorComponent: ({ error, reset }) => <ErrorPanel error={error} onRetry={reset} />,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof newRouter>
  }
}
