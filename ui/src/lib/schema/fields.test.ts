import { describe, expect, test } from 'vitest'
import { diffSchemas } from './diff'
import { factsOf, fieldsBelow, fieldsOf, membersOf } from './fields'
import { findFields } from './find'
import type { JsonSchema } from './resolve'

const props: JsonSchema = {
  $defs: {
    Props: {
      type: 'object',
      properties: { title: { type: 'string' }, not: { $ref: '#/$defs/Props' }, each: { type: 'object', additionalProperties: { $ref: '#/$defs/Props' } } },
    },
  },
  properties: { spec: { $ref: '#/$defs/Props' }, mode: { type: 'string', enum: ['on', 'off'], default: 'on' } },
  required: ['spec'],
}

describe('the fields of a schema', () => {
  test('are those of the elements of a list', () => {
    const members = membersOf(props, { type: 'array', items: { properties: { port: { type: 'integer' } }, required: ['port'] } })
    expect(members.properties.map(([name]) => name)).toEqual(['port'])
    expect(members.required).toEqual(['port'])
  })

  test('are those of every choice', () => {
    const members = membersOf(props, { oneOf: [{ properties: { a: {} } }, { properties: { b: {} } }] })
    expect(members.properties.map(([name]) => name)).toEqual(['a', 'b'])
  })

  test('know their place, and whether they are required', () => {
    const [spec, mode] = fieldsOf(props)
    expect(spec).toMatchObject({ path: 'spec', isRequired: true, hasFields: true, repeats: undefined })
    expect(mode).toMatchObject({ path: 'mode', isRequired: false, hasFields: false })
    expect(mode && factsOf(props, mode)).toEqual(['one of on, off', 'default on'])
  })

  test('that repeat what stands above them say so', () => {
    const [spec] = fieldsOf(props)
    const below = spec ? fieldsBelow(props, spec) : []
    expect(below.map((field) => [field.path, field.repeats])).toEqual([['spec.title', undefined], ['spec.not', 'Props'], ['spec.each', 'Props']])
  })

  test('with limits say them', () => {
    const [size] = fieldsOf({ properties: { size: { type: 'integer', minimum: 1, maximum: 5 } } })
    expect(size && factsOf({}, size)).toEqual(['1 to 5'])
  })
})

describe('looking for fields', () => {
  test('ends in schemas that repeat themselves', () => {
    expect(findFields(props, 'title').hits.map((field) => field.path)).toEqual(['spec.title'])
  })

  test('puts exact names first and takes paths', () => {
    const schema: JsonSchema = { properties: { hostname: {}, spec: { properties: { host: {}, myhost: {} } } } }
    expect(findFields(schema, 'HOST').hits.map((field) => field.path)).toEqual(['spec.host', 'hostname', 'spec.myhost'])
    expect(findFields(schema, 'spec.my').hits.map((field) => field.path)).toEqual(['spec.myhost'])
    expect(findFields(schema, '  ')).toEqual({ hits: [], total: 0 })
  })

  test('copes with thousands of fields and shows a part', () => {
    const many: JsonSchema = { properties: Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`field${index}`, { type: 'string' }])) }
    const found = findFields(many, 'field')
    expect(found.total).toBe(5000)
    expect(found.hits).toHaveLength(100)
  })
})

test('two versions differ where fields came, went or changed', () => {
  const before: JsonSchema = { properties: { a: { type: 'string' }, b: { properties: { c: { type: 'string' } } } } }
  const after: JsonSchema = { properties: { a: { type: 'integer' }, d: { properties: { e: { type: 'string' } } } }, required: ['d'] }
  expect(diffSchemas(before, after)).toEqual([
    { path: 'a', change: 'changed', text: 'string → integer' },
    { path: 'b', change: 'removed', text: 'object' },
    { path: 'd', change: 'added', text: 'object, required' },
  ])
})
