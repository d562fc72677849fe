import { Link } from '@tanstack/react-router'
import type { RegisteredComponent } from '../../../api/registry'
import { Facts } from '../Facts'

/** Facts about a component that are not its schema. */
export function About({ component }: { component: RegisteredComponent }) {
  const { model, metadata } = component
  return (
    <Facts
      facts={[
        ['Kind', component.component?.kind],
        ['API version', component.component?.version],
        ['Scope', metadata?.isNamespaced ? 'lives in a namespace' : 'belongs to the whole cluster'],
        ['Model', model?.name && <Link to="/registry/models/$model" params={{ model: model.name }}>{model.displayName || model.name}</Link>],
        ['Version of the model', model?.model?.version],
        ['Version of the definition', component.version],
        ['Registered by', model?.registrant?.kind],
        ['Status', component.status],
        ['Drawing', metadata?.isAnnotation ? 'yes: nothing to deploy' : 'no'],
        ['The same in other versions of the model', component.duplicates],
        ['Format of the schema', component.format],
        ['Id', component.id],
      ]}
    />
  )
}
