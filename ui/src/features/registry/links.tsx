import { Badge, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { RegisteredComponent, RegisteredModel } from '../../api/registry'
import { Icon } from '../../components/Icon'

const ROW = { display: 'inline-flex', gap: 10, alignItems: 'center' } as const

export const iconOf = (component: RegisteredComponent) => (component.styles as { svgColor?: string } | undefined)?.svgColor

/** Leads to a model; with `isExact` to that very version of it. */
export function ModelLink({ model, isExact = false, children }: { model: RegisteredModel; isExact?: boolean; children?: ReactNode }) {
  return (
    <Link className="row-link" to="/registry/models/$model" params={{ model: model.name }} search={isExact ? { id: model.id } : {}} style={ROW}>
      <Icon svg={model.metadata?.svgColor} />
      {children ?? (model.displayName || model.name)}
    </Link>
  )
}

/** Leads to a component, in its version of the model and of the API if that matters. */
export function ComponentLink({ component, isExact = false }: { component: RegisteredComponent; isExact?: boolean }) {
  const kind = component.component?.kind ?? ''
  const exact = { version: component.model?.model?.version, api: component.component?.version }
  return (
    <Link className="row-link" to="/registry/components/$model/$kind" params={{ model: component.model?.name ?? '', kind }} search={isExact ? exact : {}} style={ROW}>
      <Icon svg={iconOf(component)} />
      {component.displayName || kind}
    </Link>
  )
}

/** What is out of the ordinary about an entity. */
export function Marks(props: { status?: string | null | undefined; duplicates?: number | undefined; origin?: string | undefined }) {
  return (
    <Group gap={6} component="span" display="inline-flex">
      {props.status && props.status !== 'enabled' && <Badge color="yellow" variant="outline" c="inherit" tt="none">{props.status}</Badge>}
      {(props.duplicates ?? 0) > 0 && <Badge color="orange" variant="outline" c="inherit" tt="none">registered {(props.duplicates ?? 0) + 1} times</Badge>}
      {props.origin === 'imported' && <Badge variant="default" tt="none">imported</Badge>}
    </Group>
  )
}
