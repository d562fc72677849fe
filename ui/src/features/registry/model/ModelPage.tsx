import { Center, Loader, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Boxes } from 'lucide-react'
import type { RegisteredModel } from '../../../api/registry'
import { registryQueries } from '../../../api/registryQueries'
import { EmptyState } from '../../../components/EmptyState'
import { ErrorPanel } from '../../../components/ErrorPanel'
import { Guard } from '../../../components/Guard'
import { MODEL_TABS } from '../../../lib/registry/addresses'
import { newestFirst } from '../../../lib/registry/versions'
import { About } from './About'
import { ComponentsOf } from './ComponentsOf'
import { ModelHeader } from './ModelHeader'
import { PoliciesOf } from './PoliciesOf'
import { RelationshipsOf } from './RelationshipsOf'

const route = getRouteApi('/shell/registry/models/$model')

/** One model, in one of its versions. */
export const ModelPage = () => <Guard needs={['registry.read']}><Versions /></Guard>

function Versions() {
  const { model: name } = route.useParams()
  const { id } = route.useSearch()
  const { data, error, refetch } = useQuery(registryQueries.model(name))
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!data) return <Center py={80}><Loader /></Center>
  const versions = newestFirst(data)
  const model = versions.find((one) => one.id === id) ?? (id ? undefined : (versions.find((one) => one.status !== 'ignored') ?? versions[0]))
  if (model) return <Version key={model.id} model={model} versions={versions} />
  const isNamed = versions.length > 0
  return (
    <EmptyState
      icon={<Boxes size={40} aria-hidden />}
      title={isNamed ? 'That version is not registered' : `No model is called “${name}”`}
      text={isNamed ? 'It may have been deleted.' : 'It may have been written differently, or deleted.'}
      action={isNamed ? <Link to="/registry/models/$model" params={{ model: name }}>The newest version</Link> : <Link to="/registry">All models</Link>}
    />
  )
}

function Version({ model, versions }: { model: RegisteredModel; versions: RegisteredModel[] }) {
  const { tab, id } = route.useSearch()
  const navigate = route.useNavigate()
  const open = (value: string | null) => void navigate({ search: { id, tab: MODEL_TABS.find((one) => one === value) } })
  return (
    <>
      <ModelHeader model={model} versions={versions} />
      <Tabs value={tab ?? 'components'} onChange={open} keepMounted={false}>
        <Tabs.List mb="md" aria-label="Parts of the model">
          <Tabs.Tab value="components">Components ({model.componentsCount})</Tabs.Tab>
          <Tabs.Tab value="relationships">Relationships ({model.relationshipsCount})</Tabs.Tab>
          <Tabs.Tab value="policies">Policies</Tabs.Tab>
          <Tabs.Tab value="about">About</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="components"><ComponentsOf model={model} /></Tabs.Panel>
        <Tabs.Panel value="relationships"><RelationshipsOf model={model} /></Tabs.Panel>
        <Tabs.Panel value="policies"><PoliciesOf model={model} /></Tabs.Panel>
        <Tabs.Panel value="about"><About model={model} /></Tabs.Panel>
      </Tabs>
    </>
  )
}
