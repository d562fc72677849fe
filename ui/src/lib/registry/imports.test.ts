import { describe, expect, test } from 'vitest'
import type { ImportReport } from '../../api/registry'
import { csvDraft, fileDraft, guessName, nameProblem, urlDraft } from './draft'
import { entityPage, outcomeText, percentOf, sizeText } from './report'

const report: ImportReport = {
  entities: [
    { entityType: 'model', name: 'istio', outcome: 'added' },
    { entityType: 'component', name: 'Gateway', model: 'istio', outcome: 'unchanged' },
    { entityType: 'component', name: 'Broken', model: 'istio', outcome: 'failed', error: 'no JSON at line 3' },
  ],
  outcomes: { added: 1, updated: 0, unchanged: 1, failed: 1 },
}
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

test('progress is told where it can be known', () => {
  const progress = { stage: 'reading', entries: 1, bytes: 25, totalBytes: 100, models: 0, components: 0, relationships: 0, failures: 0 } as const
  expect(percentOf(progress)).toBe(25)
  expect(percentOf({ ...progress, totalBytes: null })).toBeUndefined()
  expect(percentOf({ ...progress, stage: 'saving' })).toBe(100)
  expect([sizeText(12), sizeText(2_500_000)]).toEqual(['12 B', '2.5 MB'])
})

describe('what is sent', () => {
  test('of files carries facts about the model, and that it is a preview', () => {
    const form = fileDraft([new File(['x'], 'a.yaml')], { name: 'istio', displayName: '' })(true) as FormData
    expect((form.get('file') as File).name).toBe('a.yaml')
    expect(form.get('model')).toBe('{"name":"istio"}')
    expect(form.get('dryRun')).toBe('true')
    expect((fileDraft([], { name: '' })(false) as FormData).has('model')).toBe(false)
  })

  test('of an address says whether it is a package or definitions', () => {
    expect(urlDraft('https://x.org/a.tar', { name: '' })(true)).toEqual({ uploadType: 'url', importBody: { url: 'https://x.org/a.tar' }, register: false })
    expect(urlDraft('git://x', { name: 'a' })(false)).toMatchObject({ uploadType: 'urlImport', importBody: { model: { name: 'a' } }, register: true })
  })

  test('of sheets is all three of them', () => {
    const sheets = { modelCsv: 'a', componentCsv: 'b', relationshipCsv: 'c' }
    expect(csvDraft(sheets)(false)).toEqual({ uploadType: 'csv', importBody: sheets, register: true })
  })
})

test('names of models are guessed from API groups', () => {
  expect(guessName('spec:\n  group: networking.istio.io\n')).toBe('istio')
  expect(guessName('{\n "group": "cert-manager.io"}')).toBe('cert-manager')
  expect(guessName('spec:\n  group: gateway.networking.k8s.io')).toBe('networking')
  expect(guessName('nothing')).toBe('')
  expect([nameProblem('cert-manager'), nameProblem('Cert Manager') !== undefined]).toEqual([undefined, true])
})
