import { expect, test } from 'vitest'
import { listSearch, toListState, withListState } from './search'

test('an address without a list state is its beginning', () => {
  expect(toListState(listSearch({ page: '-3', search: '' }), 'name asc')).toEqual({ page: 0, search: '', order: 'name asc' })
})

test('an address holds what was looked for and where', () => {
  expect(toListState(listSearch({ page: '2', search: 12, order: 'email desc' }))).toEqual({ page: 2, search: '12', order: 'email desc' })
})

test('what is as it always is stays out of the address', () => {
  expect(withListState({ page: 4, search: 'a' }, { search: '', page: 0 })).toEqual({ page: undefined, search: undefined })
  expect(withListState({ page: 4, search: 'a' }, { order: 'name asc' })).toEqual({ page: undefined, search: 'a', order: 'name asc' })
})
