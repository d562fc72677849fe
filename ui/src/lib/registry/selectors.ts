/** Relationship definitions, read for people. */
import type { Relationship } from '../../api/client'
import type { components } from '../../api/schema'

type SelectorSet = components['schemas']['SelectorSet']
type SelectorItem = components['schemas']['SelectorItem']

/** A kind that a selector names. */
export interface Party {
  kind: string
  model: string
}

/** One value that goes from a place in one component to a place in another, or must be the same in both. */
export interface Way {
  giver: string
  giverPath: string
  receiver: string
  receiverPath: string
  /** How the two are compared, where it is not plain equality. */
  note: string | undefined
}

/** Kinds that a definition relates, and what proves or carries the relation. */
export interface Rule {
  from: Party[]
  to: Party[]
  /** Kinds that stand in between, such as a RoleBinding. */
  via: string[]
  ways: Way[]
  /** Maps whose entries both sides share. */
  shared: string[]
}

export interface Reading {
  allowed: Rule[]
  denied: { from: Party[]; to: Party[] }[]
}

export const ANY = '*'
const SIDES = { from: 'from', to: 'to' } as const

/** Reads a definition. Selectors that say the same of several kinds become one rule. */
export function readDefinition(definition: Relationship): Reading {
  const sets = definition.selectors ?? []
  return { allowed: sets.flatMap(rulesOf), denied: sets.flatMap(denialsOf).filter(isFirst) }
}

function rulesOf(set: SelectorSet): Rule[] {
  const rules = new Map<string, Rule>()
  for (const from of set.allow?.from ?? []) {
    for (const to of set.allow?.to ?? []) {
      const rule = ruleOf(from, to)
      const key = JSON.stringify([rule.via, rule.ways, rule.shared])
      const known = rules.get(key)
      if (!known) rules.set(key, rule)
      else {
        known.from = withParties(known.from, rule.from)
        known.to = withParties(known.to, rule.to)
      }
    }
  }
  return [...rules.values()]
}

function ruleOf(from: SelectorItem, to: SelectorItem): Rule {
  const bound = [...bindings(from, SIDES.from), ...bindings(to, SIDES.to)]
  const shared = new Set([...(from.match?.refs ?? []), ...(to.match?.refs ?? [])].map(readPath))
  return {
    from: [partyOf(from)],
    to: [partyOf(to)],
    via: [...new Set(bound.flatMap((one) => one.via))],
    ways: [...patched(from, to), ...bound.flatMap((one) => one.ways)],
    shared: [...shared],
  }
}

/** The values that go straight from one side to the other. One way is read, as evaluation does. */
function patched(from: SelectorItem, to: SelectorItem): Way[] {
  const note = (index: number) => noteOf(from.matchStrategyMatrix?.[index])
  const given = zip(from.patch?.mutatorRef, to.patch?.mutatedRef).map(([giver, receiver], index) => ({
    giver: SIDES.from, giverPath: giver, receiver: SIDES.to, receiverPath: receiver, note: note(index),
  }))
  const taken = zip(to.patch?.mutatorRef, from.patch?.mutatedRef).map(([giver, receiver], index) => ({
    giver: SIDES.to, giverPath: giver, receiver: SIDES.from, receiverPath: receiver, note: note(index),
  }))
  return given.length > 0 ? given : taken
}

/** How one side meets the kind in between. */
function bindings(item: SelectorItem, side: string): { via: string[]; ways: Way[] }[] {
  return (item.match?.from ?? []).flatMap((left) =>
    (item.match?.to ?? []).map((right) => {
      const name = (kind: string | undefined) => (!kind || kind === 'self' ? side : kind)
      const [giver, receiver] = left.mutatorRef ? [left, right] : [right, left]
      const ways = zip(giver.mutatorRef, receiver.mutatedRef).map(([giverPath, receiverPath]) => ({
        giver: name(giver.kind), giverPath, receiver: name(receiver.kind), receiverPath, note: undefined,
      }))
      return { via: [left.kind, right.kind].filter((kind): kind is string => name(kind) !== side), ways }
    }),
  )
}

function zip(givers: string[][] | null | undefined, receivers: string[][] | null | undefined): [string, string][] {
  return (givers ?? []).flatMap((giver, index): [string, string][] => {
    const receiver = receivers?.[index]
    return receiver ? [[readPath(giver), readPath(receiver)]] : []
  })
}

function denialsOf(set: SelectorSet): Reading['denied'] {
  const [from, to] = [set.deny?.from ?? [], set.deny?.to ?? []]
  return from.length + to.length === 0 ? [] : [{ from: from.map(partyOf), to: to.map(partyOf) }]
}

const isFirst = <T>(one: T, index: number, all: T[]) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === index

const partyOf = (item: SelectorItem): Party => ({ kind: item.kind || ANY, model: item.model?.name || ANY })

const withParties = (known: Party[], more: Party[]) => [...known, ...more].filter(isFirst)

const WORDS: Record<string, string> = { displayName: 'name', 'component.kind': 'kind', 'component.version': 'apiVersion' }

/** A path as people write it: `spec.rules[].host`, and `name` for what an object is called. */
export function readPath(path: string[]): string {
  const steps = path[0] === 'configuration' ? path.slice(1) : path
  const text = steps.map((step) => (step === '_' ? '[]' : `.${step}`)).join('').replace(/^\./, '')
  return WORDS[text] ?? (text || 'everything')
}

const NOTES: Record<string, string> = {
  equal_as_strings: 'compared as text',
  not_null: 'both must be there',
  to_contains_from: 'every entry must be there',
}

function noteOf(strategies: string[] | undefined): string | undefined {
  const notes = (strategies ?? []).filter((one) => one !== 'equal').map((one) => NOTES[one] ?? one.replaceAll('_', ' '))
  return notes.join(', ') || undefined
}
