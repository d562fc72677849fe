import { useMemo } from 'react'
import type { RegisteredComponent } from '../../../api/registry'
import type { JsonSchema } from '../../../lib/schema/resolve'

/** The schema of a component, read once; nothing where the text is no schema. */
export function useSchema(component: RegisteredComponent): JsonSchema | undefined {
  const text = component.component?.schema
  return useMemo(() => (text ? read(text) : undefined), [text])
}

function read(text: string): JsonSchema | undefined {
  try {
    const schema: unknown = JSON.parse(text)
    return typeof schema === 'object' && schema !== null ? schema : undefined
  } catch {
    return undefined
  }
}
