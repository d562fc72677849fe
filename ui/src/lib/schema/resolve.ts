/** The part of JSON Schema, and of what Kubernetes adds to it, that the tree shows. */
export interface JsonSchema {
  $ref?: string
  $defs?: Record<string, JsonSchema>
  type?: string | string[]
  format?: string
  description?: string
  required?: string[]
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
  additionalProperties?: boolean | JsonSchema
  allOf?: JsonSchema[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  enum?: unknown[]
  const?: unknown
  default?: unknown
  pattern?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  'x-kubernetes-int-or-string'?: boolean
  'x-kubernetes-preserve-unknown-fields'?: boolean
}

/** A chain of references longer than this leads in a circle. */
const MAX_HOPS = 16

/** Follows references and puts together what `allOf`, or an `anyOf` with one choice, is made of. */
export function resolve(root: JsonSchema, schema: JsonSchema, hops = 0): JsonSchema {
  if (hops > MAX_HOPS) return schema
  const target = schema.$ref === undefined ? undefined : lookUp(root, schema.$ref)
  if (target) return { ...resolve(root, target, hops + 1), ...withoutUndefined({ ...schema, $ref: undefined }) }
  const parts = schema.allOf ?? onlyChoice(schema)
  if (!parts) return schema
  const whole = parts.map((part) => resolve(root, part, hops + 1)).reduce(merge, {})
  return merge(whole, { ...schema, allOf: undefined, anyOf: undefined, oneOf: undefined })
}

/** The choices a value has, without the choice to be absent. */
export const choicesOf = (schema: JsonSchema): JsonSchema[] => (schema.anyOf ?? schema.oneOf ?? []).filter((one) => one.type !== 'null')

function onlyChoice(schema: JsonSchema): JsonSchema[] | undefined {
  const choices = choicesOf(schema)
  return choices.length === 1 ? choices : undefined
}

function merge(under: JsonSchema, over: JsonSchema): JsonSchema {
  const merged = { ...under, ...withoutUndefined(over) }
  if (under.properties && over.properties) merged.properties = { ...under.properties, ...over.properties }
  if (under.required && over.required) merged.required = [...new Set([...under.required, ...over.required])]
  return merged
}

function withoutUndefined(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined))
}

/** What a reference within the document points to, as JSON Pointer has it. */
function lookUp(root: JsonSchema, reference: string): JsonSchema | undefined {
  if (!reference.startsWith('#/')) return undefined
  let at: unknown = root
  for (const step of reference.slice(2).split('/')) {
    if (typeof at !== 'object' || at === null) return undefined
    const key = unescape(step)
    at = Object.hasOwn(at, key) ? (at as Record<string, unknown>)[key] : undefined
  }
  return typeof at === 'object' && at !== null ? at : undefined
}

function unescape(step: string): string {
  try {
    return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
  } catch {
    return step
  }
}

/** Names a schema's type the way people write it: `string`, `[]object`, `map of string`. */
export function typeName(root: JsonSchema, schema: JsonSchema, hops = 0): string {
  const plain = resolve(root, schema)
  if (plain['x-kubernetes-int-or-string'] || plain.format === 'int-or-string') return 'integer or string'
  const types = [plain.type ?? []].flat().filter((one) => one !== 'null')
  if (hops > MAX_HOPS) return types[0] ?? 'any'
  if (types[0] === 'array' && plain.items) return `[]${typeName(root, plain.items, hops + 1)}`
  if (!plain.properties && typeof plain.additionalProperties === 'object') return `map of ${typeName(root, plain.additionalProperties, hops + 1)}`
  const named = types.length > 0 ? types : choicesOf(plain).flatMap((one) => resolve(root, one).type ?? [])
  const name = [...new Set(named)].join(' or ') || (plain.properties ? 'object' : 'any')
  return plain.format && name !== 'object' ? `${name} (${plain.format})` : name
}
