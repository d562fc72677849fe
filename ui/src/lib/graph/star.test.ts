import { describe, expect, test } from 'vitest'
import type { Graph } from './build'
import { starPlaces } from './star'

const line = (source: string, target: string) => ({ id: `${source}-${target}`, source, target, className: 'other' as const, label: '' })
const graph = (...edges: [string, string][]): Graph => ({ nodes: [], edges: edges.map(([source, target]) => line(source, target)), groups: [] })

describe('a star', () => {
  test('has what leads to its middle on the left, and what that leads to on the right', () => {
    const places = starPlaces(graph(['hpa', 'deployment'], ['deployment', 'secret'], ['deployment', 'claim'], ['claim', 'volume']), 'deployment')
    const x = (id: string) => places.get(id)?.x ?? NaN
    expect(x('hpa')).toBeLessThan(0)
    expect(x('secret')).toBeGreaterThan(0)
    expect(x('claim')).toBe(x('secret'))
    expect(x('volume')).toBeGreaterThan(x('claim'))
  })

  test('stands in columns that can be read', () => {
    const places = starPlaces(graph(...Array.from({ length: 20 }, (_, index): [string, string] => [`k${index}`, 'service'])), 'service')
    const columns = new Set([...places.values()].map((place) => place.x))
    expect(columns.size).toBe(4)
    const corners = new Set([...places.values()].map((place) => `${place.x} ${place.y}`))
    expect(corners.size).toBe(21)
  })

  test('ends where lines lead in a circle or into the middle itself', () => {
    expect([...starPlaces(graph(['a', 'a'], ['a', 'b'], ['b', 'c'], ['c', 'a']), 'a').keys()].sort()).toEqual(['a', 'b', 'c'])
  })
})
