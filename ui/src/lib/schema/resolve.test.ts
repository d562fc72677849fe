import { describe, expect, test } from 'vitest'
import { type JsonSchema, resolve, typeName } from './resolve'

const root: JsonSchema = {
  $defs: { Port: { type: 'object', description: 'A port.', properties: { port: { type: 'integer', format: 'int32' } }, required: ['port'] } },
}

describe('references', () => {
  test('are followed and keep their own description', () => {
    expect(resolve(root, { allOf: [{ $ref: '#/$defs/Port' }], description: 'Where to.' })).toMatchObject({ description: 'Where to.', required: ['port'] })
    expect(resolve(root, { anyOf: [{ $ref: '#/$defs/Port' }, { type: 'null' }] }).description).toBe('A port.')
  })

  test('may point anywhere in the document', () => {
    const api = { components: { schemas: { 'a/b': { type: 'string' } } } } as JsonSchema
    expect(resolve(api, { $ref: '#/components/schemas/a~1b' }).type).toBe('string')
    expect(resolve(api, { $ref: '#/nowhere/at/all' })).toEqual({ $ref: '#/nowhere/at/all' })
    expect(resolve(api, { $ref: '#/%zz' })).toEqual({ $ref: '#/%zz' })
  })

  test('that lead in a circle end', () => {
    const circle: JsonSchema = { $defs: { A: { $ref: '#/$defs/B' }, B: { $ref: '#/$defs/A' } } }
    expect(resolve(circle, { $ref: '#/$defs/A' })).toBeDefined()
    const nested: JsonSchema = { $defs: { A: { type: 'array', items: { $ref: '#/$defs/A' } } } }
    expect(typeName(nested, { $ref: '#/$defs/A' })).toMatch(/^\[\]\[\]/)
  })
})

test('parts of a whole are put together', () => {
  const whole = resolve(root, { allOf: [{ $ref: '#/$defs/Port' }, { properties: { name: { type: 'string' } }, required: ['name'] }] })
  expect(Object.keys(whole.properties ?? {})).toEqual(['port', 'name'])
  expect(whole.required).toEqual(['port', 'name'])
})

test('types are named as people write them', () => {
  expect(typeName(root, { type: ['array', 'null'], items: { $ref: '#/$defs/Port' } })).toBe('[]object')
  expect(typeName(root, { type: 'object', additionalProperties: { type: 'string' } })).toBe('map of string')
  expect(typeName(root, { type: 'integer', format: 'int32' })).toBe('integer (int32)')
  expect(typeName(root, { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] })).toBe('integer or string')
  expect(typeName(root, { oneOf: [{ type: 'boolean' }, { type: 'string' }] })).toBe('boolean or string')
  expect(typeName(root, {})).toBe('any')
})
