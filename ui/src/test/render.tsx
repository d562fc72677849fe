import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import type { ReactElement } from 'react'
import { vi } from 'vitest'
import { newRouter } from '../router'
import { theme } from '../styles/theme'

/** Draws something with all that pages expect around them. */
export function show(element: ReactElement) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return render(
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={client}>
        <Notifications />
        {element}
      </QueryClientProvider>
    </MantineProvider>,
  )
}

/** Draws the whole UI at an address. */
export function visit(address: string) {
  const router = newRouter(createMemoryHistory({ initialEntries: [address] }))
  return show(<RouterProvider router={router} />)
}

interface Answer {
  status?: number
  body?: unknown
  headers?: Record<string, string>
}

export interface Sent {
  route: string
  /** What stands after the path, if anything. */
  query?: string
  body: unknown
}

/** Answers in the server's place, by method and path. Returns what was sent. Unknown routes are answered with 404. */
export function serve(answers: Record<string, Answer>): Sent[] {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const url = new URL(request.url)
    const route = `${request.method} ${url.pathname}`
    const text = await request.text()
    sent.push({ route, ...(url.search ? { query: url.search } : {}), body: bodyOf(request, text) })
    const answer = answers[route] ?? { status: 404, body: { detail: `no answer for ${route}`, code: 'test' } }
    const status = answer.status ?? 200
    return new Response(status === 204 ? null : JSON.stringify(answer.body ?? {}), { status, headers: answer.headers ?? {} })
  })
  return sent
}

/** What was sent: JSON is read, forms with files stay text. */
function bodyOf(request: Request, text: string): unknown {
  if (!text) return undefined
  return request.headers.get('content-type')?.includes('json') ? (JSON.parse(text) as unknown) : text
}

/** The answers that say what somebody may do. */
export function rights(...keys: string[]): Record<string, Answer> {
  const envelope = { page: 0, pageSize: 25, totalCount: keys.length }
  return {
    'GET /api/user': { body: { id: 'u1', userId: 'ada', firstName: 'Ada', lastName: '', provider: 'Accounts' } },
    'GET /api/system/version': { body: { build: 'v0', commitsha: 'c0', releaseChannel: 'stable' } },
    'GET /api/identity/orgs': { body: { ...envelope, organizations: [{ id: 'o1', name: 'My Org' }] } },
    'GET /api/identity/orgs/o1/users/keys': {
      body: { ...envelope, keys: keys.map((key) => ({ id: key, key, owner: '', function: key, category: key.split('.')[0], subcategory: '', description: '' })) },
    },
  }
}
