import { Alert, Badge, Group, List, Loader, Stack, Text, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { FileText, TriangleAlert } from 'lucide-react'
import { generatedQuery } from '../../../api/imports'
import type { Generated } from '../../../api/registry'
import { EmptyState } from '../../../components/EmptyState'
import { ErrorPanel } from '../../../components/ErrorPanel'
import { type ModelFacts, nameProblem, toDefinition } from '../../../lib/registry/draft'
import { ComponentIcon } from '../links'

/** So many components are shown; the rest is counted. */
const MANY = 50

/** The components that definitions would become. */
export function GeneratedPreview({ definition, model }: { definition: string; model: ModelFacts }) {
  const [asked] = useDebouncedValue({ definition: definition.trim(), model }, 400)
  const isAsked = asked.definition !== '' && nameProblem(asked.model.name) === undefined
  const { data, error, isFetching } = useQuery({ ...generatedQuery(asked.definition, toDefinition(asked.model)), enabled: isAsked })
  return (
    <section aria-label="What it becomes" aria-busy={isFetching} data-testid="generated">
      {!isAsked && (
        <div className="panel">
          <EmptyState icon={<FileText size={40} aria-hidden />} title="Nothing to show yet" text={asked.definition ? 'Name the model.' : 'Paste a definition: the components made from it show here.'} />
        </div>
      )}
      {isAsked && error && <ErrorPanel error={error} />}
      {isAsked && !error && !data && <Loader />}
      {isAsked && !error && data && <Components generated={data} />}
    </section>
  )
}

function Components({ generated: { model, components, findings } }: { generated: Generated }) {
  return (
    <Stack className="panel" p="lg" gap="sm">
      <Title order={2} size="h4">
        {model.displayName || model.name} <Text span c="dimmed">{components.length} {components.length === 1 ? 'component' : 'components'}</Text>
      </Title>
      {components.slice(0, MANY).map((component, index) => (
        <div key={index}>
          <Group gap={10}>
            <ComponentIcon component={component} />
            <Text fw={600}>{component.component?.kind}</Text>
            <Text size="sm" c="dimmed">{component.component?.version}</Text>
            <Badge variant="default" tt="none">{component.metadata?.isNamespaced ? 'Namespaced' : 'Cluster'}</Badge>
          </Group>
          <Text size="sm" c="dimmed" lineClamp={2}>{component.description}</Text>
        </div>
      ))}
      {components.length > MANY && <Text size="sm" c="dimmed">and {components.length - MANY} more</Text>}
      {findings.length > 0 && (
        <Alert color="yellow" icon={<TriangleAlert size={18} aria-hidden />} title={findings.length === 1 ? 'One thing deserves a look' : `${findings.length} things deserve a look`}>
          <List size="sm">{findings.map((one) => <List.Item key={`${one.subject} ${one.place} ${one.error}`}>{[one.subject, one.place].filter(Boolean).join(', ')}: {one.error}</List.Item>)}</List>
        </Alert>
      )}
    </Stack>
  )
}
