import { describe, expect, test } from 'vitest'
import type { ImportReport } from '../../api/registry'
import { csvDraft, fileDraft, guessName, nameProblem, NO_FACTS, toDefinition, urlDraft } from './draft'
import { sharedKinds } from './duplicates'
import { entityPage, namedKind, outcomeText, sizeText } from './report'

const report = {
  entities: [
    { entityType: 'model', name: 'istio', model: 'istio', outcome: 'added' },
    { entityType: 'component', name: 'Gateway', model: 'istio', outcome: 'unchanged' },
    { entityType: 'component', name: 'Broken', model: 'istio', outcome: 'failed', error: 'no JSON at line 3' },
  ],
  outcomes: { added: 1, updated: 0, unchanged: 1, failed: 1 },
} as ImportReport
const all = { outcome: undefined, search: '', page: 0, pageSize: 25 }
const names = (state: { outcome?: string; search?: string }) => entityPage(report, { ...all, ...state }).items.map((one) => one.name)

describe('a report', () => {
  test('puts what failed first', () => {
    expect(names({})).toEqual(['Broken', 'istio', 'Gateway'])
    expect(outcomeText(report)).toBe('1 failed, 1 added, 1 unchanged')
  })

  test('is narrowed by outcome and text', () => {
    expect(names({ outcome: 'added' })).toEqual(['istio'])
    expect(names({ search: 'LINE 3' })).toEqual(['Broken'])
    expect(entityPage(report, { ...all, page: 1, pageSize: 2 })).toMatchObject({ total: 3, items: [{ name: 'Gateway' }] })
  })
})

test('components are named with their API version', () => {
  expect(namedKind('Widget (example.org/v1)')).toEqual({ kind: 'Widget', api: 'example.org/v1' })
  expect(namedKind('Widget')).toEqual({ kind: 'Widget', api: undefined })
})

test('sizes are written for people', () => {
  expect([sizeText(12), sizeText(2_500_000)]).toEqual(['12 B', '2.5 MB'])
})

describe('what is sent', () => {
  test('of files carries facts about the model, where there are some', () => {
    const form = fileDraft([new File(['x'], 'a.yaml')], { ...NO_FACTS, name: 'istio', version: 'v1' }) as FormData
    expect((form.get('file') as File).name).toBe('a.yaml')
    expect(form.get('model')).toBe('{"name":"istio","model":{"version":"v1"}}')
    expect((fileDraft([], NO_FACTS) as FormData).has('model')).toBe(false)
  })

  test('of an address says whether it is a package or definitions', () => {
    expect(urlDraft('https://x.org/a.tar', NO_FACTS)).toEqual({ uploadType: 'url', importBody: { url: 'https://x.org/a.tar' } })
    expect(urlDraft('git://x', { ...NO_FACTS, name: 'a' })).toEqual({ uploadType: 'urlImport', importBody: { url: 'git://x', model: { name: 'a' } } })
  })

  test('of sheets is all three of them', () => {
    const sheets = { modelCsv: 'a', componentCsv: 'b', relationshipCsv: 'c' }
    expect(csvDraft(sheets)).toEqual({ uploadType: 'csv', importBody: sheets })
  })

  test('of a model is its definition, without what was left empty', () => {
    expect(toDefinition({ ...NO_FACTS, name: 'a', category: 'Mesh', primaryColor: '#326ce5' })).toEqual({ name: 'a', category: { name: 'Mesh' }, metadata: { primaryColor: '#326ce5' } })
  })
})

test('kinds of several models are told from those of one', () => {
  const of = (model: string, kind: string) => ({ id: `${model}-${kind}`, model: { id: model }, component: { kind, version: 'v1' } })
  expect(sharedKinds([of('a', 'Gateway'), of('b', 'Gateway'), of('a', 'Route')]).map((one) => one.id)).toEqual(['a-Gateway', 'b-Gateway'])
})

test('names of models are guessed from API groups', () => {
  expect(guessName('spec:\n  group: networking.istio.io\n')).toBe('istio')
  expect(guessName('{\n "group": "cert-manager.io"}')).toBe('cert-manager')
  expect(guessName('spec:\n  group: gateway.networking.k8s.io')).toBe('networking')
  expect(guessName('nothing')).toBe('')
  expect([nameProblem('cert-manager'), nameProblem('Cert Manager') !== undefined]).toEqual([undefined, true])
})
