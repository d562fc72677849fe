import type { RegisteredComponent } from '../../api/registry'
import { compareApiVersions, compareVersions } from './versions'

/** A kind in the versions that are there, and the one that was chosen. */
export interface Versions {
  chosen: RegisteredComponent
  /** Versions of the model that have the kind, newest first. */
  ofModel: string[]
  /** The kind in each of its API versions within the chosen version of the model, newest first. */
  ofApi: RegisteredComponent[]
}

export const modelVersionOf = (component: RegisteredComponent) => component.model?.model?.version ?? ''
export const apiVersionOf = (component: RegisteredComponent) => component.component?.version ?? ''

/** Chooses among the versions of a kind: those asked for, or else the newest. Versions that are not there choose nothing. */
export function chooseVersion(components: RegisteredComponent[], version?: string, api?: string): Versions | undefined {
  const ofModel = [...new Set(components.map(modelVersionOf))].sort((one, other) => compareVersions(other, one))
  const inModel = components.filter((one) => modelVersionOf(one) === (version ?? ofModel[0]))
  const ofApi = [...inModel].sort((one, other) => compareApiVersions(apiVersionOf(other), apiVersionOf(one)))
  const chosen = api ? ofApi.find((one) => apiVersionOf(one) === api) : (ofApi.find((one) => one.status !== 'ignored') ?? ofApi[0])
  return chosen && { chosen, ofModel, ofApi }
}
