import createClient from 'openapi-fetch'
import { toProblem } from '../lib/problem'
import type { components, paths } from './schema'

/** The typed client. Failed requests throw a `ProblemError`. */
export const api = createClient<paths>({ baseUrl: typeof location === 'undefined' ? '' : location.origin })

api.use({
  async onResponse({ response }) {
    if (!response.ok && response.status !== 304) throw await toProblem(response)
    return response
  },
})

type Schemas = components['schemas']
export type StoredDesign = Schemas['StoredDesign']
export type DesignDocument = Schemas['Design']
export type Component = Schemas['Component']
export type Relationship = Schemas['Relationship']
export type ImportedDesign = Schemas['ImportedDesign']
export type Model = Schemas['Model']
export type Registrant = Schemas['RegistrantEntry']
export type Category = Schemas['Category']

/** The data of an answer that is known to have some. */
export function data<T>(answer: { data?: T | undefined }): T {
  if (answer.data === undefined) throw new Error('the answer is empty')
  return answer.data
}
