import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

afterEach(cleanup)

// Pages are loaded when they are first seen. On a busy machine that takes its time.
configure({ asyncUtilTimeout: 8000 })

// Parts of browsers that the component library asks for and jsdom lacks.
window.matchMedia ??= (query: string) =>
  ({ matches: false, media: query, addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList
window.scrollTo = () => undefined
Element.prototype.scrollIntoView ??= () => undefined
Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true })
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
}
