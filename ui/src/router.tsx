import { Center, Loader } from '@mantine/core'
import { createRouter, parseSearchWith, stringifySearchWith } from '@tanstack/react-router'
import { ErrorPanel } from './components/ErrorPanel'
import { accountRoutes } from './routes/account'
import { root, shell } from './routes/root'
import { signInRoutes } from './routes/signin'
import { workRoutes } from './routes/work'

export const router = createRouter({
  routeTree: root.addChildren([...signInRoutes, shell.addChildren([...workRoutes, ...accountRoutes])]),
  // Values are texts as they stand in the address. Read as JSON, the `state` of a program would not come back as it was.
  parseSearch: parseSearchWith((value) => value),
  stringifySearch: stringifySearchWith(JSON.stringify),
  defaultPreload: 'intent',
  defaultPendingComponent: () => <Center py={80}><Loader /></Center>,
  defaultErrorComponent: ({ error, reset }) => <ErrorPanel error={error} onRetry={reset} />,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
