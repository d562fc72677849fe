import createClient from 'openapi-fetch'
import { browser } from '../lib/browser'
import { toProblem } from '../lib/problem'
import { chooserAddress, endsSession, isPublicPage } from '../lib/session'
import type { components, paths } from './schema'

/** The typed client. Failed requests throw a `ProblemError`. */
export const api = createClient<paths>({
  baseUrl: typeof location === 'undefined' ? '' : location.origin,
  // Looked up with each request, so that tests can answer in the server's place.
  fetch: (request) => fetch(request),
})

let isLeaving = false

/** Goes to the chooser because nobody is signed in any more. However many requests fail at once, it goes once. */
export function leave(): void {
  if (isLeaving || isPublicPage(location.pathname)) return
  isLeaving = true
  browser.go(chooserAddress(location))
}

api.use({
  async onResponse({ response }) {
    if (response.ok || response.status === 304) return response
    const problem = await toProblem(response)
    if (endsSession(problem.status, problem.code)) leave()
    throw problem
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
export type ApiToken = Schemas['ApiToken']
export type CreatedApiToken = Schemas['CreatedApiToken']
export type Invitation = Schemas['Invitation']
export type Key = Schemas['Key']
export type Provider = Schemas['Provider']
export type ProviderStatus = Schemas['ProviderStatus']
export type Role = Schemas['Role']
export type Session = Schemas['Session']
export type SetUp = Schemas['SetUp']
export type TokenFile = Schemas['TokenFile']
export type User = Schemas['User']

/** The data of an answer that is known to have some. */
export function data<T>(answer: { data?: T | undefined }): T {
  if (answer.data === undefined) throw new Error('the answer is empty')
  return answer.data
}
