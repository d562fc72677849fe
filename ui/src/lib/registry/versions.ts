import type { RegisteredModel } from '../../api/registry'

/** Compares versions of products: by number where there are numbers, releases after what came before them. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [parts(one), parts(other)]
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = comparePart(a[index], b[index])
    if (difference !== 0) return difference
  }
  return 0
}

const parts = (version: string) => version.replace(/^v(?=\d)/, '').match(/\d+|[a-z]+/gi) ?? []

/** A version that ends where the other goes on in letters is the release the other leads to. */
function comparePart(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined) {
    const longer = one ?? other ?? ''
    const sign = one === undefined ? -1 : 1
    return /^\d/.test(longer) ? sign * Math.sign(Number(longer)) : -sign
  }
  const areNumbers = /^\d/.test(one) && /^\d/.test(other)
  if (areNumbers) return Number(one) - Number(other)
  if (/^\d/.test(one)) return 1
  if (/^\d/.test(other)) return -1
  return one < other ? -1 : one > other ? 1 : 0
}

/** Compares API versions, with or without a group: `v1` after `v1beta2` after `v1beta1` after `v1alpha1`. */
export const compareApiVersions = (one: string, other: string) => compareVersions(one.split('/').at(-1) ?? '', other.split('/').at(-1) ?? '')

export const versionOf = (model: RegisteredModel) => model.model?.version ?? ''

/** Models with the newest first; of equal versions that one first whose definition is newer. */
export function newestFirst(models: RegisteredModel[]): RegisteredModel[] {
  return [...models].sort((one, other) => compareVersions(versionOf(other), versionOf(one)) || compareVersions(other.version ?? '', one.version ?? ''))
}
