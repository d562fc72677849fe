import { Accordion, Center, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ScrollText } from 'lucide-react'
import { lazy, Suspense } from 'react'
import type { RegisteredModel } from '../../../api/registry'
import { registryQueries } from '../../../api/registryQueries'
import { EmptyState } from '../../../components/EmptyState'
import { ErrorPanel } from '../../../components/ErrorPanel'

const Code = lazy(() => import('../../../components/Code').then((module) => ({ default: module.Code })))
const pending = <Center h={200}><Loader /></Center>

/** The policies of a model, with their text. */
export function PoliciesOf({ model }: { model: RegisteredModel }) {
  const { data, error, refetch } = useQuery(registryQueries.policiesOf(model.name))
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!data) return pending
  if (data.length === 0) {
    return <div className="panel"><EmptyState icon={<ScrollText size={40} aria-hidden />} title="No policies" text="The model brings no policies of its own." /></div>
  }
  return (
    <Accordion variant="separated" keepMounted={false} defaultValue={data.length === 1 ? (data[0]?.id ?? null) : null}>
      {data.map((policy) => (
        <Accordion.Item key={policy.id} value={policy.id ?? ''}>
          <Accordion.Control>{policy.name}</Accordion.Control>
          <Accordion.Panel>
            <Suspense fallback={pending}><Code text={policy.rego ?? ''} label={`Text of ${policy.name}`} /></Suspense>
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  )
}
