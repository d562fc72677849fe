/** What became of an import, for people. */
import type { ImportedEntity, ImportReport, Outcome } from '../../api/registry'

export const OUTCOMES: readonly Outcome[] = ['failed', 'added', 'updated', 'unchanged']

export interface ReportState {
  outcome: string | undefined
  search: string
  page: number
  pageSize: number
}

/** A page of the entities that fit: with an outcome, and with a text in their name, model or error. */
export function entityPage(report: ImportReport, state: ReportState): { items: ImportedEntity[]; total: number } {
  const wanted = state.search.trim().toLowerCase()
  const fits = (one: ImportedEntity) =>
    (!state.outcome || one.outcome === state.outcome) &&
    (!wanted || [one.name, one.model, one.entityType, one.error].some((text) => text?.toLowerCase().includes(wanted)))
  // What failed is what people look for.
  const rank = (one: ImportedEntity) => OUTCOMES.findIndex((outcome) => outcome === one.outcome)
  const found = report.entities.filter(fits).sort((one, other) => rank(one) - rank(other))
  const start = state.page * state.pageSize
  return { items: found.slice(start, start + state.pageSize), total: found.length }
}

/** The outcome in a sentence: `12 added, 3 updated, 1 failed`. */
export function outcomeText(report: ImportReport): string {
  const parts = OUTCOMES.filter((outcome) => report.outcomes[outcome] > 0).map((outcome) => `${report.outcomes[outcome]} ${outcome}`)
  return parts.join(', ') || 'nothing to do'
}

/** The kind and API version of a component as reports name it: `Widget (example.org/v1)`. */
export function namedKind(name: string): { kind: string; api: string | undefined } {
  const [, kind, api] = /^(\S+) \((\S+)\)$/.exec(name) ?? []
  return { kind: kind ?? name, api }
}

/** Sizes as people write them. */
export function sizeText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB']
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`
}
