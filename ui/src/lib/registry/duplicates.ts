import type { RegisteredComponent } from '../../api/registry'
import { groups } from '../groups'

/** The components whose kind and API version another model has too. */
export function sharedKinds(components: RegisteredComponent[]): RegisteredComponent[] {
  const kinds = groups(components, (one) => `${one.component?.version ?? ''} ${one.component?.kind ?? ''}`)
  return kinds.filter(([, same]) => new Set(same.map((one) => one.model?.id)).size > 1).flatMap(([, same]) => same)
}
