/** The part of JSON Schema that the tree shows. */
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
  enum?: unknown[]
  default?: unknown
}

/** Follows references, also where they stand alone in an `allOf` or beside `null` in an `anyOf`. */
export function resolve(root: JsonSchema, schema: JsonSchema): JsonSchema {
  const inner = schema.allOf?.[0] ?? schema.anyOf?.find((one) => one.type !== 'null')
  const target = schema.$ref ?? inner?.$ref
  if (!target) return inner && !schema.properties ? { ...inner, ...schema } : schema
  const found = root.$defs?.[decodeURIComponent(target.replace('#/$defs/', ''))]
  return found ? { ...found, description: schema.description ?? found.description } : schema
}

/** Names a schema's type the way people write it: `string`, `[]object`, `map of string`. */
export function typeName(root: JsonSchema, schema: JsonSchema): string {
  const plain = resolve(root, schema)
  const type = Array.isArray(plain.type) ? plain.type.find((one) => one !== 'null') : plain.type
  if (type === 'array' && plain.items) return `[]${typeName(root, plain.items)}`
  if (typeof plain.additionalProperties === 'object') return `map of ${typeName(root, plain.additionalProperties)}`
  return plain.format && type !== 'object' ? `${type ?? 'any'} (${plain.format})` : (type ?? 'any')
}

/** The members below a schema: its own, or those of its elements. */
export function membersOf(root: JsonSchema, schema: JsonSchema): { properties: [string, JsonSchema][]; required: string[] } {
  let plain = resolve(root, schema)
  while (plain.items) plain = resolve(root, plain.items)
  if (!plain.properties && typeof plain.additionalProperties === 'object') plain = resolve(root, plain.additionalProperties)
  return { properties: Object.entries(plain.properties ?? {}), required: plain.required ?? [] }
}
