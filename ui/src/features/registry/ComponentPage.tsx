import { Badge, Center, Group, Loader, Tabs, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Shapes } from 'lucide-react'
import { useMemo } from 'react'
import type { Component } from '../../api/client'
import { queries } from '../../api/queries'
import { EmptyState } from '../../components/EmptyState'
import { ErrorPanel } from '../../components/ErrorPanel'
import { PageHeader } from '../../components/PageHeader'
import type { JsonSchema } from '../../lib/schema'
import { SchemaTree } from './SchemaTree'

const route = getRouteApi('/shell/registry/components/$model/$kind')

/** One kind with its schema, in each of its API versions. */
export function ComponentPage() {
  const { model, kind } = route.useParams()
  const { data, error, refetch } = useQuery(queries.component(model, kind))
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!data) return <Center py={80}><Loader /></Center>
  const first = data.components[0]
  if (!first) {
    return <EmptyState icon={<Shapes size={40} aria-hidden />} title={`${model} has no component “${kind}”`} text="It may have been written differently." action={<Link to="/registry" search={{ tab: 'components' }}>All components</Link>} />
  }
  return (
    <>
      <PageHeader
        title={first.displayName ?? kind}
        text={
          <Group gap={8} mt={4}>
            <Link to="/registry/models/$model" params={{ model }}>{first.model?.displayName ?? model}</Link>
            <Badge variant="default" tt="none">{first.metadata?.isNamespaced ? 'Namespaced' : 'Cluster-wide'}</Badge>
          </Group>
        }
      />
      <Text maw="80ch" mb="md">{first.description}</Text>
      {data.components.length === 1 ? (
        <Version component={first} />
      ) : (
        <Tabs defaultValue={first.component?.version ?? null} keepMounted={false}>
          <Tabs.List mb="sm" aria-label="API versions">
            {data.components.map((one) => <Tabs.Tab key={one.id} value={one.component?.version ?? ''}>{one.component?.version}</Tabs.Tab>)}
          </Tabs.List>
          {data.components.map((one) => <Tabs.Panel key={one.id} value={one.component?.version ?? ''}><Version component={one} /></Tabs.Panel>)}
        </Tabs>
      )}
    </>
  )
}

function Version({ component }: { component: Component }) {
  const schema = useMemo(() => JSON.parse(component.component?.schema ?? '{}') as JsonSchema, [component])
  return (
    <section className="panel" style={{ padding: 18 }} aria-label={`Schema of ${component.component?.version ?? ''}`}>
      <Text size="sm" ff="monospace" mb="sm">apiVersion: {component.component?.version}{'\n'}kind: {component.component?.kind}</Text>
      <SchemaTree schema={schema} />
    </section>
  )
}
