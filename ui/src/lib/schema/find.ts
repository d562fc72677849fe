import { type Field, fieldsBelow, fieldsOf } from './fields'
import type { JsonSchema } from './resolve'

/** How many fields are looked at. Schemas of whole Pods have some thousands. */
const MAX_FIELDS = 20_000
const MAX_HITS = 100

/** Calls back with every field of a schema, each definition once on the way down. */
export function walk(root: JsonSchema, visit: (field: Field) => void): void {
  let count = 0
  const rest = fieldsOf(root).reverse()
  for (let field = rest.pop(); field && count < MAX_FIELDS; field = rest.pop()) {
    visit(field)
    count += 1
    if (field.hasFields && !field.repeats) rest.push(...fieldsBelow(root, field).reverse())
  }
}

/** Finds fields by name or path: those called exactly so, then those that begin so, then the rest. */
export function findFields(root: JsonSchema, text: string): { hits: Field[]; total: number } {
  const wanted = text.trim().toLowerCase()
  if (!wanted) return { hits: [], total: 0 }
  const ranks: Field[][] = [[], [], []]
  walk(root, (field) => ranks[rankOf(field, wanted)]?.push(field))
  const hits = ranks.flat()
  return { hits: hits.slice(0, MAX_HITS), total: hits.length }
}

function rankOf(field: Field, wanted: string): number {
  const name = (wanted.includes('.') ? field.path : field.name).toLowerCase()
  if (name === wanted) return 0
  if (name.startsWith(wanted)) return 1
  return name.includes(wanted) ? 2 : -1
}
