import type { Field } from './fields'
import { walk } from './find'
import type { JsonSchema } from './resolve'

/** What became of a field from one schema to the other. */
export interface FieldChange {
  path: string
  change: 'added' | 'removed' | 'changed'
  text: string
}

/** The differences of two schemas. What lies below an added or removed field goes without saying. */
export function diffSchemas(before: JsonSchema, after: JsonSchema): FieldChange[] {
  const [old, now] = [fieldMap(before), fieldMap(after)]
  const removed = [...old.values()].filter((field) => !now.has(field.path))
  const added = [...now.values()].filter((field) => !old.has(field.path))
  const changed = [...now.values()].flatMap((field): FieldChange[] => {
    const was = old.get(field.path)
    return was && describe(was) !== describe(field) ? [{ path: field.path, change: 'changed', text: `${describe(was)} → ${describe(field)}` }] : []
  })
  const changes = [...outermost(removed, 'removed'), ...outermost(added, 'added'), ...changed]
  return changes.sort((one, other) => (one.path < other.path ? -1 : 1))
}

function fieldMap(schema: JsonSchema): Map<string, Field> {
  const fields = new Map<string, Field>()
  walk(schema, (field) => fields.set(field.path, field))
  return fields
}

const describe = (field: Field) => `${field.type}${field.isRequired ? ', required' : ''}`

function outermost(fields: Field[], change: 'added' | 'removed'): FieldChange[] {
  const paths = new Set(fields.map((field) => field.path))
  const isInner = (path: string) => paths.has(path.slice(0, Math.max(0, path.lastIndexOf('.'))))
  return fields.filter((field) => !isInner(field.path)).map((field) => ({ path: field.path, change, text: describe(field) }))
}
