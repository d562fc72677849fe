import type { Relationship } from '../../api/client'

/** The kinds a relationship definition relates, as `Service → Deployment, Pod`. */
export function sidesOf(relationship: Relationship): string {
  const kinds = (side: 'from' | 'to') => {
    const all = (relationship.selectors ?? []).flatMap((set) => set.allow?.[side] ?? []).map((item) => item.kind || '*')
    const unique = [...new Set(all)].map((kind) => (kind === '*' ? 'any' : kind))
    return unique.length > 4 ? `${unique.slice(0, 4).join(', ')} and ${unique.length - 4} more` : unique.join(', ')
  }
  return `${kinds('from')} → ${kinds('to')}`
}
