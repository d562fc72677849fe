import { choicesOf, type JsonSchema, resolve, typeName } from './resolve'

/** A field of a schema, with what it is made of left for later. */
export interface Field {
  /** Where it stands, such as `spec.template`. */
  path: string
  name: string
  type: string
  isRequired: boolean
  hasFields: boolean
  /** Name of the definition that this field repeats: it stands above it already. */
  repeats: string | undefined
  schema: JsonSchema
  /** The definitions followed from the root to here. */
  trail: readonly string[]
}

/** The fields of a whole schema. */
export const fieldsOf = (root: JsonSchema): Field[] => below(root, root, '', [])

/** The fields below a field: its own, or those of its elements. */
export const fieldsBelow = (root: JsonSchema, field: Field): Field[] => below(root, field.schema, field.path, field.trail)

function below(root: JsonSchema, schema: JsonSchema, path: string, trail: readonly string[]): Field[] {
  const { properties, required } = membersOf(root, schema)
  return properties.map(([name, property]) => toField(root, name, property, required.includes(name), path, trail))
}

function toField(root: JsonSchema, name: string, schema: JsonSchema, isRequired: boolean, path: string, trail: readonly string[]): Field {
  const reference = referenceOf(schema)
  return {
    path: path ? `${path}.${name}` : name,
    name,
    type: typeName(root, schema),
    isRequired,
    hasFields: membersOf(root, schema).properties.length > 0,
    repeats: reference && trail.includes(reference) ? reference.split(/[./]/).at(-1) : undefined,
    schema,
    trail: reference && !trail.includes(reference) ? [...trail, reference] : trail,
  }
}

/** The members of a schema: its own, those of its elements, or those of its choices. */
export function membersOf(root: JsonSchema, schema: JsonSchema): { properties: [string, JsonSchema][]; required: string[] } {
  const plain = innermost(root, schema)
  const choices = plain.properties ? [] : choicesOf(plain).map((one) => innermost(root, one))
  const properties = new Map(choices.flatMap((one) => Object.entries(one.properties ?? {})))
  for (const [name, property] of Object.entries(plain.properties ?? {})) properties.set(name, property)
  return { properties: [...properties], required: plain.required ?? [] }
}

/** A schema without the lists and maps around it. Lists of lists end somewhere, even where a definition lists itself. */
function innermost(root: JsonSchema, schema: JsonSchema): JsonSchema {
  let plain = resolve(root, schema)
  for (let depth = 0; depth < 8; depth += 1) {
    const inner = plain.items ?? (!plain.properties && typeof plain.additionalProperties === 'object' ? plain.additionalProperties : undefined)
    if (!inner) break
    plain = resolve(root, inner)
  }
  return plain
}

/** The definition a field is made from, also as the element of a list or a map. */
function referenceOf(schema: JsonSchema, depth = 0): string | undefined {
  if (schema.$ref !== undefined || depth > 8) return schema.$ref
  const values = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined
  const inner = schema.allOf?.[0] ?? choicesOf(schema)[0] ?? schema.items ?? values
  return inner && referenceOf(inner, depth + 1)
}

/** What a field may hold beyond its type, in words. */
export function factsOf(root: JsonSchema, field: Field): string[] {
  const { enum: values, const: only, default: preset, pattern, ...rest } = resolve(root, field.schema)
  const facts: (string | undefined)[] = [
    values && `one of ${values.map(show).join(', ')}`,
    only === undefined ? undefined : `always ${show(only)}`,
    preset === undefined ? undefined : `default ${show(preset)}`,
    range('', rest.minimum, rest.maximum),
    range(' characters', rest.minLength, rest.maxLength),
    range(' items', rest.minItems, rest.maxItems),
    pattern && `matches ${pattern}`,
    rest['x-kubernetes-preserve-unknown-fields'] ? 'keeps unknown fields' : undefined,
  ]
  return facts.filter((fact): fact is string => fact !== undefined)
}

const show = (value: unknown) => (typeof value === 'string' && value !== '' ? value : JSON.stringify(value))

function range(unit: string, from: number | undefined, to: number | undefined): string | undefined {
  if (from !== undefined && to !== undefined) return `${from} to ${to}${unit}`
  if (from !== undefined) return `at least ${from}${unit}`
  return to === undefined ? undefined : `at most ${to}${unit}`
}
