import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { browser } from '../lib/browser'
import { api, leave, type User } from './client'

/**
 * Notices what happens to the session elsewhere while a page is open: it ended, its rights changed, or somebody
 * else signed in meanwhile in another tab. Listens only while the page is seen: browsers allow a server few
 * connections, and tabs in the background must not use them up.
 */
export function useSessionWatch(user: User | undefined): void {
  const client = useQueryClient()
  const { id, provider } = user ?? {}
  useEffect(() => {
    if (id === undefined) return
    let source: EventSource | undefined
    const compare = async () => {
      const { data: now } = await api.GET('/api/user')
      if (now && now.id !== id) browser.reload()
    }
    const stop = () => {
      source?.close()
      source = undefined
    }
    const listen = () => {
      if (source || provider === 'None' || typeof EventSource === 'undefined') return
      const opened = new EventSource('/api/identity/session/stream')
      opened.addEventListener('ended', () => {
        stop()
        leave()
      })
      opened.addEventListener('rights', () => void client.invalidateQueries())
      opened.addEventListener('error', () => {
        // Refused, and not merely interrupted. Asking who one is finds out whether the session is over.
        if (opened.readyState === EventSource.CLOSED) void compare().catch(() => undefined)
      })
      source = opened
    }
    const follow = () => {
      if (document.hidden) return stop()
      listen()
      void compare().catch(() => undefined)
    }
    if (!document.hidden) listen()
    document.addEventListener('visibilitychange', follow)
    return () => {
      document.removeEventListener('visibilitychange', follow)
      stop()
    }
  }, [client, id, provider])
}
