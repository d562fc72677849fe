import { expect, test } from 'vitest'
import type { Key } from '../api/client'
import { byCategory, fullName, givenRoles } from './roles'

const key = (name: string, category: string): Key => ({ id: name, key: name, owner: '', function: name, category, subcategory: '', description: '' })

test('roles of the provider are told from those given here', () => {
  expect(givenRoles({ roleNames: ['viewer', 'editor'], assignedRoles: ['editor'] })).toEqual(['viewer'])
  expect(givenRoles({})).toEqual([])
})

test('permissions stand under their category', () => {
  const groups = byCategory([key('designs.read', 'Designs'), key('users.read', 'Users'), key('designs.write', 'Designs'), key('x', '')])
  expect(groups.map(([category, keys]) => [category, keys.map((one) => one.key)])).toEqual([
    ['Designs', ['designs.read', 'designs.write']],
    ['Users', ['users.read']],
    ['Other', ['x']],
  ])
})

test('somebody without a name goes by the one they sign in with', () => {
  expect(fullName({ firstName: 'Ada', lastName: 'Lovelace', userId: 'ada' })).toBe('Ada Lovelace')
  expect(fullName({ firstName: '', lastName: '', userId: 'ada' })).toBe('ada')
})
