import type { DesignDocument, Relationship } from '../../api/client'
import { isSibling } from '../../lib/graph/build'

/** Kind and name of a component of a design. */
export function labelOf(document: DesignDocument, id: string | undefined): string {
  const component = document.components?.find((one) => one.id === id)
  return component ? `${component.component?.kind ?? ''} ${component.displayName ?? ''}`.trim() : 'missing'
}

/** The pairs of places whose values prove a relationship, as `giver → receiver`. */
export function matchedPaths(relationship: Relationship): string[] {
  const allow = relationship.selectors?.[0]?.allow
  if (isSibling(relationship)) return [`equal label ${allow?.from?.[0]?.patch?.mutatorRef?.[0]?.at(-1) ?? ''}`]
  const [from, to] = [allow?.from?.[0]?.patch, allow?.to?.[0]?.patch]
  const [given, received] = from?.mutatorRef && to?.mutatedRef ? [from.mutatorRef, to.mutatedRef] : [to?.mutatorRef, from?.mutatedRef]
  const short = (path: string[]) => path.filter((segment) => segment !== 'configuration').join('.')
  return (given ?? []).map((path, index) => `${short(path)} → ${short(received?.[index] ?? [])}`)
}
