/** Names of what the registry answers with. */
import type { components } from './schema'

type Schemas = components['schemas']
export type RegisteredModel = Schemas['Model']
export type ModelDefinition = Schemas['ModelDefinition']
export type RegisteredComponent = Schemas['RegisteredComponent']
export type RegistrySummary = Schemas['RegistrySummary']
export type Found = Schemas['SearchResult']
export type Job = Schemas['Job']
export type ImportProgress = Schemas['JobProgress']
export type ImportReport = Schemas['ImportReport']
export type ImportedEntity = Schemas['ImportedEntity']
export type ImportBody = Schemas['RegisterRequest']
export type Generated = Schemas['Generated']

export type EntityType = 'models' | 'components' | 'relationships'
export type Outcome = keyof Schemas['Outcomes']
