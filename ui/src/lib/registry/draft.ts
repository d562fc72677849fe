/** What is about to be imported, before the server has seen it. */
import type { ImportBody, ModelDefinition } from '../../api/registry'

/** Facts about a model, as people write them into fields. */
export interface ModelFacts {
  name: string
  displayName: string
  version: string
  category: string
  primaryColor: string
}

export const NO_FACTS: ModelFacts = { name: '', displayName: '', version: '', category: '', primaryColor: '' }

/** Facts about a model as its definition; what is left empty is left out. */
export function toDefinition(facts: ModelFacts): ModelDefinition {
  return {
    name: facts.name,
    ...(facts.displayName ? { displayName: facts.displayName } : {}),
    ...(facts.version ? { model: { version: facts.version } } : {}),
    ...(facts.category ? { category: { name: facts.category } } : {}),
    ...(facts.primaryColor ? { metadata: { primaryColor: facts.primaryColor } } : {}),
  }
}

/** What is sent. Whether it is only looked at is said beside it. */
export type Draft = FormData | ImportBody

/** An import of files. Facts about the model count where the files don't have them: CRDs, API documents, charts. */
export function fileDraft(files: File[], facts: ModelFacts): Draft {
  const form = new FormData()
  for (const file of files) form.append('file', file, file.name)
  if (Object.values(facts).some(Boolean)) form.append('model', JSON.stringify(toDefinition(facts)))
  return form
}

/** An import of pasted text. */
export const textDraft = (text: string, facts: ModelFacts): Draft => fileDraft([new File([text], 'definition.yaml', { type: 'application/yaml' })], facts)

/** An import from an address: of a package, or of definitions if a model is named for them. */
export const urlDraft = (url: string, facts: ModelFacts): Draft =>
  facts.name ? { uploadType: 'urlImport', importBody: { url, model: toDefinition(facts) } } : { uploadType: 'url', importBody: { url } }

/** An import of the three sheets models are written in. */
export const csvDraft = (sheets: { modelCsv: string; componentCsv: string; relationshipCsv: string }): Draft => ({ uploadType: 'csv', importBody: sheets })

/** A name for the model of pasted definitions, from the first API group in them: `cert-manager.io` gives `cert-manager`. */
export function guessName(definition: string): string {
  const group = /^\s*"?group"?:\s*"?([a-z0-9.-]+)/m.exec(definition)?.[1] ?? ''
  const labels = group.split('.').slice(0, -1).filter((label) => label !== 'k8s' && label !== 'x-k8s')
  return labels.at(-1) ?? ''
}

/** Why a text can't be the name of a model, if so. */
export function nameProblem(name: string): string | undefined {
  return /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name) ? undefined : 'Lower case letters, digits and hyphens'
}
