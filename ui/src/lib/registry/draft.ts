/** What is about to be imported, before the server has seen it. */
import type { ImportBody, ModelFacts } from '../../api/registry'

/** Makes what is sent, to look at or to keep. */
export type Draft = (isPreview: boolean) => FormData | ImportBody

/** An import of files. Facts about the model count where the files don't have them: CRDs, API documents, charts. */
export const fileDraft = (files: File[], model: ModelFacts): Draft => (isPreview) => {
  const form = new FormData()
  for (const file of files) form.append('file', file, file.name)
  const facts = withoutEmpty(model)
  if (Object.keys(facts).length > 0) form.append('model', JSON.stringify(facts))
  if (isPreview) form.append('dryRun', 'true')
  return form
}

/** An import of pasted text. */
export const textDraft = (text: string, model: ModelFacts): Draft => fileDraft([new File([text], 'definition.yaml', { type: 'application/yaml' })], model)

/** An import from an address: of a package, or of definitions if a model is named for them. */
export const urlDraft = (url: string, model: ModelFacts): Draft => (isPreview) => ({
  uploadType: model.name ? 'urlImport' : 'url',
  importBody: { url, ...(model.name ? { model: { ...withoutEmpty(model), name: model.name } } : {}) },
  register: !isPreview,
})

/** An import of the three sheets models are written in. */
export const csvDraft = (sheets: { modelCsv: string; componentCsv: string; relationshipCsv: string }): Draft => (isPreview) => ({
  uploadType: 'csv',
  importBody: sheets,
  register: !isPreview,
})

export const withoutEmpty = (model: ModelFacts): Partial<ModelFacts> => Object.fromEntries(Object.entries(model).filter(([, value]) => value))

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
