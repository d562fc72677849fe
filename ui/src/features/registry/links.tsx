import { Badge } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Box, Package } from 'lucide-react'
import type { ReactNode } from 'react'
import type { RegisteredComponent, RegisteredModel } from '../../api/registry'
import { Icon } from '../../components/Icon'

const ROW = { display: 'inline-flex', gap: 10, alignItems: 'center' } as const

/** The icon of a model, or that of a package where it brings none. */
export function ModelIcon({ model }: { model: RegisteredModel }) {
  return model.metadata?.svgColor ? <Icon svg={model.metadata.svgColor} /> : <Package size={22} strokeWidth={1.5} aria-hidden />
}

/** The icon of a component, or that of a box where it brings none. */
export function ComponentIcon({ component }: { component: RegisteredComponent }) {
  const svg = (component.styles as { svgColor?: string } | undefined)?.svgColor
  return svg ? <Icon svg={svg} /> : <Box size={22} strokeWidth={1.5} aria-hidden />
}

/** Leads to a model; with `isExact` to that very version of it. */
export function ModelLink({ model, isExact = false, children }: { model: RegisteredModel; isExact?: boolean; children?: ReactNode }) {
  return (
    <Link className="row-link" to="/registry/models/$model" params={{ model: model.name }} search={isExact ? { id: model.id } : {}} style={ROW}>
      <ModelIcon model={model} />
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
      <ComponentIcon component={component} />
      {component.displayName || kind}
    </Link>
  )
}

/** What is out of the ordinary about an entity. */
export function Marks(props: { status?: string | null | undefined; duplicates?: number | undefined; origin?: string | undefined }) {
  const { status, duplicates = 0, origin } = props
  return (
    <>
      {status && status !== 'enabled' && <Badge color="yellow" variant="outline" c="inherit" tt="none">{status}</Badge>}
      {duplicates > 0 && <Badge color="orange" variant="outline" c="inherit" tt="none">registered {duplicates + 1} times</Badge>}
      {origin === 'imported' && <Badge variant="default" tt="none">imported</Badge>}
    </>
  )
}
