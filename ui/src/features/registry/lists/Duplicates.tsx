import { Alert, Center, Loader, SegmentedControl, Stack } from '@mantine/core'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { CopyCheck, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { duplicateComponents, duplicateModels } from '../../../api/duplicates'
import { EmptyState } from '../../../components/EmptyState'
import { ErrorPanel } from '../../../components/ErrorPanel'
import { versionOf } from '../../../lib/registry/versions'
import { ComponentLink, ModelLink } from '../links'
import { type Double, DuplicateTable } from './DuplicateTable'

const route = getRouteApi('/shell/registry')

/** What is registered more than once. */
export function Duplicates() {
  const what = route.useSearch().of ?? 'models'
  const navigate = route.useNavigate()
  return (
    <Stack gap="sm" align="stretch">
      <SegmentedControl
        size="xs"
        aria-label="Duplicates of"
        style={{ alignSelf: 'flex-start' }}
        value={what}
        onChange={(of) => void navigate({ search: (old) => ({ ...old, of: of === 'kinds' ? 'kinds' : undefined }) })}
        data={[{ value: 'models', label: 'Models' }, { value: 'kinds', label: 'Kinds' }]}
      />
      {what === 'models' ? <OfModels /> : <OfKinds />}
    </Stack>
  )
}

function OfModels() {
  const result = useQuery(duplicateModels)
  const rows = result.data?.items.map((model): Double => ({
    id: model.id ?? '',
    group: `${model.displayName || model.name} ${versionOf(model)}`,
    name: model.displayName || model.name,
    where: model.registrant?.kind ?? '',
    facts: `${model.componentsCount} components, ${model.origin === 'imported' ? 'imported' : 'built in'}`,
    status: model.status,
    link: <ModelLink model={model} isExact />,
  }))
  return <States result={result} what="model">{rows && <DuplicateTable entityType="models" rows={rows} where="Registrant" />}</States>
}

function OfKinds() {
  const result = useQuery(duplicateComponents)
  const rows = result.data?.items.map((component): Double => ({
    id: component.id ?? '',
    group: `${component.component?.kind ?? ''} ${component.component?.version ?? ''}`,
    name: component.component?.kind ?? '',
    where: `${component.model?.displayName || component.model?.name} ${component.model?.model?.version ?? ''}`,
    facts: component.model?.registrant?.kind ?? '',
    status: component.status,
    link: <ComponentLink component={component} isExact />,
  }))
  return <States result={result} what="kind">{rows && <DuplicateTable entityType="components" rows={rows} where="Model" />}</States>
}

function States({ result, what, children }: { result: UseQueryResult<{ items: unknown[]; isCut: boolean }>; what: string; children: ReactNode }) {
  if (result.error) return <ErrorPanel error={result.error} onRetry={() => void result.refetch()} />
  if (!result.data) return <Center h={240}><Loader /></Center>
  if (result.data.items.length === 0) {
    return <div className="panel"><EmptyState icon={<CopyCheck size={40} aria-hidden />} title="No duplicates" text={what === 'model' ? 'Every version of a model is registered once.' : 'Every kind belongs to one model.'} /></div>
  }
  return (
    <>
      {result.data.isCut && <Alert color="yellow" icon={<TriangleAlert size={18} aria-hidden />}>The registry is large. Only a part of it was looked through; there may be more.</Alert>}
      {children}
    </>
  )
}
