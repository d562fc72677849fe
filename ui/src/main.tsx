import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './styles/global.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { browser } from './lib/browser'
import { ProblemError } from './lib/problem'
import { newRouter } from './router'
import { theme } from './styles/theme'

const router = newRouter()
const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // What the client did wrong stays wrong; an absent server may come back.
      retry: (count, error) => !(error instanceof ProblemError && error.status < 500) && count < 2,
    },
  },
})

// A page taken back from the browser's memory may show what somebody else has seen.
addEventListener('pageshow', (event) => event.persisted && browser.reload())

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <QueryClientProvider client={client}>
          <Notifications position="bottom-right" />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
}
