import { Center, Loader, Tabs, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Shapes } from 'lucide-react'
import type { RegisteredComponent } from '../../../api/registry'
import { registryQueries } from '../../../api/registryQueries'
import { EmptyState } from '../../../components/EmptyState'
import { ErrorPanel } from '../../../components/ErrorPanel'
import { Guard } from '../../../components/Guard'
import { COMPONENT_TABS } from '../../../lib/registry/addresses'
import { chooseVersion, type Versions } from '../../../lib/registry/componentVersions'
import { About } from './About'
import { ComponentHeader } from './ComponentHeader'
import { RelationshipsNaming } from './RelationshipsNaming'
import { Schemas } from './Schemas'

const route = getRouteApi('/shell/registry/components/$model/$kind')

/** One kind: its schema in each of its API versions, and how it relates to other kinds. */
export const ComponentPage = () => <Guard needs={['registry.read']}><Kind /></Guard>

function Kind() {
  const { model, kind } = route.useParams()
  const { version, api } = route.useSearch()
  const { data, error, refetch } = useQuery(registryQueries.component(model, kind))
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!data) return <Center py={80}><Loader /></Center>
  const versions = chooseVersion(data, version, api)
  if (versions) return <Loaded versions={versions} component={versions.chosen} />
  return (
    <EmptyState
      icon={<Shapes size={40} aria-hidden />}
      title={data.length > 0 ? `${kind} is not in that version` : `${model} has no component “${kind}”`}
      text={data.length > 0 ? 'It came or went with another version of the model, or of its API.' : 'It may have been written differently.'}
      action={
        data.length > 0 ? <Link to="/registry/components/$model/$kind" params={{ model, kind }}>The newest version</Link> : <Link to="/registry" search={{ tab: 'components' }}>All components</Link>
      }
    />
  )
}

function Loaded({ versions, component }: { versions: Versions; component: RegisteredComponent }) {
  const { tab } = route.useSearch()
  const navigate = route.useNavigate()
  const open = (value: string | null) => void navigate({ search: (old) => ({ ...old, tab: COMPONENT_TABS.find((one) => one === value) }) })
  return (
    <>
      <ComponentHeader versions={versions} />
      <Text maw="80ch" mb="md">{component.description}</Text>
      <Tabs value={tab ?? 'schema'} onChange={open} keepMounted={false}>
        <Tabs.List mb="md" aria-label="Parts of the component">
          <Tabs.Tab value="schema">Schema</Tabs.Tab>
          <Tabs.Tab value="relationships">Relationships</Tabs.Tab>
          <Tabs.Tab value="about">About</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="schema"><Schemas versions={versions} /></Tabs.Panel>
        <Tabs.Panel value="relationships"><RelationshipsNaming component={component} /></Tabs.Panel>
        <Tabs.Panel value="about"><About component={component} /></Tabs.Panel>
      </Tabs>
    </>
  )
}
