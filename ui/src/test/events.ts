import { vi } from 'vitest'

/** A stream of events that tests speak through. */
export class FakeEventSource extends EventTarget {
  static readonly CLOSED = 2
  static all: FakeEventSource[] = []
  readyState = 1

  constructor(readonly url: string) {
    super()
    FakeEventSource.all.push(this)
  }

  close() {
    this.readyState = FakeEventSource.CLOSED
  }

  say(event: string, data: unknown) {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) }))
  }
}

/** Puts fake streams in place of real ones. */
export function listenIn(): void {
  FakeEventSource.all = []
  vi.stubGlobal('EventSource', FakeEventSource)
}

/** The stream that was opened last. */
export function stream(): FakeEventSource {
  const last = FakeEventSource.all.at(-1)
  if (!last) throw new Error('no stream was opened')
  return last
}
