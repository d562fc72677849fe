import { Center, Loader, SimpleGrid, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Boxes } from 'lucide-react'
import { queries } from '../../api/queries'
import { EmptyState } from '../../components/EmptyState'
import { ErrorPanel } from '../../components/ErrorPanel'
import { PageHeader } from '../../components/PageHeader'

const route = getRouteApi('/shell/registry/models/$model')

/** One model. */
export function ModelPage() {
  const { model: name } = route.useParams()
  const { data, error, refetch } = useQuery(queries.model(name))
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!data) return <Center py={80}><Loader /></Center>
  const model = data.models[0]
  if (!model) {
    return <EmptyState icon={<Boxes size={40} aria-hidden />} title={`No model is called “${name}”`} text="It may have been written differently." action={<Link to="/registry">All models</Link>} />
  }
  const facts: [string, string | undefined][] = [
    ['Version', model.model?.version],
    ['Definition', model.version],
    ['Category', model.category?.name],
    ['Subcategory', model.subCategory],
    ['Registered by', model.registrant?.kind],
    ['Status', model.status],
  ]
  return (
    <Stack gap="md">
      <PageHeader title={model.displayName ?? model.name} text={model.description} />
      <SimpleGrid cols={{ base: 2, sm: 3 }} className="panel" p="lg" component="dl" m={0}>
        {facts.map(([label, value]) => (
          <div key={label}><Text size="xs" c="dimmed" component="dt">{label}</Text><Text component="dd" m={0}>{value || '–'}</Text></div>
        ))}
      </SimpleGrid>
      <Text>
        <Link to="/registry" search={{ tab: 'components' }}>{model.componentsCount} components</Link>,{' '}
        <Link to="/registry" search={{ tab: 'relationships' }}>{model.relationshipsCount} relationship definitions</Link>
      </Text>
    </Stack>
  )
}
