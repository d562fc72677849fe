import { expect, test } from 'vitest'
import { membersOf, resolve, typeName, type JsonSchema } from './schema'

const root: JsonSchema = {
  $defs: { Port: { type: 'object', description: 'A port.', properties: { port: { type: 'integer', format: 'int32' } }, required: ['port'] } },
}

test('references are followed and keep their own description', () => {
  expect(resolve(root, { allOf: [{ $ref: '#/$defs/Port' }], description: 'Where to.' })).toMatchObject({ description: 'Where to.', required: ['port'] })
  expect(resolve(root, { anyOf: [{ $ref: '#/$defs/Port' }, { type: 'null' }] }).description).toBe('A port.')
})

test('types are named as people write them', () => {
  expect(typeName(root, { type: ['array', 'null'], items: { $ref: '#/$defs/Port' } })).toBe('[]object')
  expect(typeName(root, { type: 'object', additionalProperties: { type: 'string' } })).toBe('map of string')
  expect(typeName(root, { type: 'integer', format: 'int32' })).toBe('integer (int32)')
})

test('the members of a list are those of its elements', () => {
  const members = membersOf(root, { type: 'array', items: { $ref: '#/$defs/Port' } })
  expect(members.properties.map(([name]) => name)).toEqual(['port'])
  expect(members.required).toEqual(['port'])
})
