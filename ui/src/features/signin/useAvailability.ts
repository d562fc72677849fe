import { useEffect, useState } from 'react'
import type { ProviderStatus } from '../../api/client'

/** What the stream says about providers, by name. Empty where there is no stream: then nothing is known. */
export type Availability = Partial<Record<string, ProviderStatus>>

/** Listens to which providers can be reached. Ends as soon as all of `names` can. */
export function useAvailability(names: string[]): Availability {
  const [known, setKnown] = useState<Availability>({})
  const isDone = names.length > 0 && names.every((name) => known[name]?.status === 'online')
  useEffect(() => {
    if (isDone || typeof EventSource === 'undefined') return
    const source = new EventSource('/api/providers/stream')
    source.addEventListener('provider', (event) => {
      const status = JSON.parse(event.data as string) as ProviderStatus
      setKnown((old) => ({ ...old, [status.key]: status }))
    })
    return () => source.close()
  }, [isDone])
  return known
}
