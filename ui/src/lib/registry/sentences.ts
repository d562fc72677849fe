import type { Relationship } from '../../api/client'
import { ANY, type Party, readDefinition, type Rule, type Way } from './selectors'

/** How many kinds a sentence names before it counts. */
const MANY = 4

/** Kinds in words: `Deployment, StatefulSet or Job`. */
export function kindsText(parties: Party[], many = MANY): string {
  const kinds = [...new Set(parties.map((party) => (party.kind === ANY ? anyOf(party) : party.kind)))]
  if (kinds.length > many) return `${kinds.slice(0, many).join(', ')} or ${kinds.length - many} more`
  return kinds.length < 2 ? (kinds[0] ?? 'nothing') : `${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}`
}

const anyOf = (party: Party) => (party.model === ANY ? 'any kind' : `any kind of ${party.model}`)

/** The way of a value in words: `from Deployment.name to HorizontalPodAutoscaler.spec.scaleTargetRef.name`. */
export function waySentence(rule: Rule, way: Way): string {
  const place = (who: string, path: string) => {
    const parties = who === 'from' ? rule.from : who === 'to' ? rule.to : undefined
    const name = parties ? kindsText(parties) : who
    return /\s/.test(name) ? `${path} of ${name}` : `${name}.${path}`
  }
  const note = way.note ? ` (${way.note})` : ''
  return `from ${place(way.giver, way.giverPath)} to ${place(way.receiver, way.receiverPath)}${note}`
}

/** Everything a rule asks for, a sentence each. */
export function ruleSentences(rule: Rule): string[] {
  const shared = rule.shared.map((path) => `both share an entry of ${path}`)
  return [...rule.ways.map((way) => waySentence(rule, way)), ...shared]
}

/** The kinds a definition relates, as `Service → Deployment or Pod`. */
export function sidesOf(definition: Relationship): string {
  const { allowed } = readDefinition(definition)
  const side = (parties: Party[]) => kindsText([...new Map(parties.map((party) => [party.kind, party])).values()])
  return `${side(allowed.flatMap((rule) => rule.from))} → ${side(allowed.flatMap((rule) => rule.to))}`
}
