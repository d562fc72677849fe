/** The registry's part of the API, written from its contract. */
import type { Client } from 'openapi-fetch'
import { api, type Category, type Component, type Model, type Registrant, type Relationship } from './client'
import type { components } from './schema'

export type Status = 'enabled' | 'ignored'
export type Origin = 'builtin' | 'imported'
export type EntityType = 'models' | 'components' | 'relationships'

export type RegisteredModel = Model & { duplicates?: number; origin?: Origin }
export type RegisteredComponent = Component & { duplicates?: number }

export interface Policy {
  id: string
  name: string
  subType?: string
  rego?: string
}

export interface RegistrySummary {
  models: number
  components: number
  relationships: number
  policies: number
  categories: number
  registrants: number
}

/** A result of the search over everything. */
export interface Found {
  entityType: 'model' | 'component' | 'relationship'
  id: string
  name: string
  displayName?: string
  description?: string
  apiVersion?: string
  model?: { id: string; name: string; displayName?: string; version?: string }
  svg?: string
}

export type Outcome = 'added' | 'updated' | 'unchanged' | 'failed'

/** What became of one entity of an import. */
export interface ImportedEntity {
  entityType: string
  name: string
  model?: string
  outcome: Outcome
  path?: string
  code?: string
  error?: string
}

export interface ImportReport {
  entities: ImportedEntity[]
  outcomes: Record<Outcome, number>
  modelName?: string[]
  errMsg?: string
  truncated?: boolean
}

export interface ImportProgress {
  stage: 'fetching' | 'reading' | 'saving'
  entries: number
  bytes: number
  totalBytes?: number | null
  models: number
  components: number
  relationships: number
  failures: number
}

/** An import that runs at the server, or ran. */
export interface Job {
  id: string
  source: string
  state: 'running' | 'done' | 'failed' | 'cancelled'
  progress: ImportProgress
  startedAt: string
  finishedAt?: string | null
  report?: ImportReport | null
  problem?: components['schemas']['Problem'] | null
}

/** What a model made from definitions is called and how it looks. */
export interface ModelFacts {
  name: string
  displayName?: string | undefined
  version?: string | undefined
  category?: string | undefined
  primaryColor?: string | undefined
}

export interface Generated {
  model: RegisteredModel
  components: RegisteredComponent[]
  findings: { path?: string; error: string; code?: string }[]
}

/** An import from anything but files of one's own. */
export type ImportBody =
  | { uploadType: 'url' | 'urlImport'; importBody: { url: string; model?: ModelFacts }; register: boolean }
  | { uploadType: 'csv'; importBody: { modelCsv: string; componentCsv: string; relationshipCsv: string }; register: boolean }

interface Lists {
  page?: number
  pagesize?: string
  search?: string
  order?: string
  status?: string
}
interface ModelQuery extends Lists {
  id?: string
  category?: string
  registrant?: string
  version?: string
  origin?: string
  annotations?: boolean
  latest?: boolean
  duplicates?: boolean
}
interface ComponentQuery extends ModelQuery {
  model?: string
  apiVersion?: string
  trim?: boolean
}
interface RelationshipQuery extends Lists {
  id?: string
  model?: string
  version?: string
  component?: string
}
interface ExportQuery {
  id: string
  output_format: string
}

interface Envelope {
  page: number
  pageSize: number
  totalCount: number
}
type Page<Key extends string, T> = Envelope & Record<Key, T[]>
type Answer<T> = { responses: { 200: { content: { 'application/json': T } } } }
type Asked<Query, Path extends string> = { parameters: { query?: Query } & ([Path] extends [never] ? unknown : { path: Record<Path, string> }) }
type Get<T, Query = unknown, Path extends string = never> = { get: Answer<T> & Asked<Query, Path> }
type Post<T, Body, Query = unknown, Path extends string = never> = {
  post: Answer<T> & Asked<Query, Path> & { requestBody: { content: { 'application/json': Body } } }
}
type Delete<T, Path extends string> = { delete: Answer<T> & Asked<unknown, Path> }

interface Paths {
  '/api/registry/summary': Get<RegistrySummary>
  '/api/registry/search': Get<{ results: Found[]; totalCount: number }, { q: string; limit?: number }>
  '/api/registry/categories': Get<Page<'categories', Category>, Lists>
  '/api/registry/registrants': Get<Page<'registrants', Registrant>, Lists>
  '/api/registry/models': Get<Page<'models', RegisteredModel>, ModelQuery>
  '/api/registry/models/{model}': Get<Page<'models', RegisteredModel>, ModelQuery, 'model'> & Delete<{ id: string; name: string }, 'model'>
  '/api/registry/models/{model}/components': Get<Page<'components', RegisteredComponent>, ComponentQuery, 'model'>
  '/api/registry/models/{model}/components/{name}': Get<Page<'components', RegisteredComponent>, ComponentQuery, 'model' | 'name'>
  '/api/registry/models/{model}/relationships': Get<Page<'relationships', Relationship>, RelationshipQuery, 'model'>
  '/api/registry/models/{model}/policies': Get<Page<'policies', Policy>, Lists, 'model'>
  '/api/registry/components': Get<Page<'components', RegisteredComponent>, ComponentQuery>
  '/api/registry/relationships': Get<Page<'relationships', Relationship>, RelationshipQuery>
  '/api/registry/export': Get<Blob, ExportQuery>
  '/api/registry/jobs': Get<{ jobs: Job[] }>
  '/api/registry/jobs/{id}': Get<Job, unknown, 'id'> & Delete<Job, 'id'>
  '/api/registry/{entityType}/status': Post<{ id: string; status: Status }, { id: string; status: Status }, unknown, 'entityType'>
  '/api/registry/register': Post<Job, ImportBody | FormData, { async: true }>
  '/api/registry/generate': Post<Generated, { definition: string; model: ModelFacts; register: boolean }>
}

/** The client of the API, as far as the registry is concerned. */
export const registryApi = api as unknown as Client<Paths>
