import { ActionIcon, Anchor, Badge, Group, ScrollArea, Stack, Tabs, Text, Title } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { lazy, Suspense } from 'react'
import type { Component, DesignDocument } from '../../api/client'
import { Icon } from '../../components/Icon'
import { bindingOf, endsOf, isUnknown } from '../../lib/graph/build'
import { labelOf, matchedPaths } from './describe'

const ValueView = lazy(() => import('./ValueView').then((module) => ({ default: module.ValueView })))

interface Props {
  component: Component
  document: DesignDocument
  onSelect: (id: string) => void
  onClose: () => void
}

/** Everything about one component of a design. */
export function Inspector({ component, document, onSelect, onClose }: Props) {
  useHotkeys([['Escape', onClose]])
  const kind = component.component?.kind ?? ''
  return (
    <section className="panel inspector" aria-label="Component" data-testid="inspector">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Group gap={10} wrap="nowrap">
          <Icon svg={(component.styles as { svgColor?: string } | undefined)?.svgColor} size={28} />
          <div>
            <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>{component.displayName}</Title>
            <Text size="sm" c="dimmed">{kind} · {component.component?.version}</Text>
          </div>
        </Group>
        <ActionIcon variant="subtle" color="gray" aria-label="Close" onClick={onClose}><X size={16} aria-hidden /></ActionIcon>
      </Group>
      <Tabs defaultValue="configuration" mt="sm" keepMounted={false}>
        <Tabs.List aria-label="About the component">
          <Tabs.Tab value="configuration">Configuration</Tabs.Tab>
          <Tabs.Tab value="relationships">Relationships</Tabs.Tab>
          <Tabs.Tab value="about">About</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="configuration" pt="sm">
          <Suspense fallback={null}><ValueView value={component.configuration} label={`Configuration of ${component.displayName ?? ''}`} /></Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="relationships" pt="sm"><Related component={component} document={document} onSelect={onSelect} /></Tabs.Panel>
        <Tabs.Panel value="about" pt="sm"><About component={component} /></Tabs.Panel>
      </Tabs>
    </section>
  )
}

function Related({ component, document, onSelect }: Omit<Props, 'onClose'>) {
  const mine = (document.relationships ?? []).filter((relationship) => {
    const { from, to } = endsOf(relationship)
    return [from, to, bindingOf(relationship)].includes(component.id ?? '')
  })
  if (mine.length === 0) return <Text c="dimmed" size="sm">Nothing in this design relates to it.</Text>
  return (
    <ScrollArea.Autosize mah="60vh">
      <Stack gap="sm">
        {mine.map((relationship) => {
          const { from, to } = endsOf(relationship)
          const other = from === component.id ? to : from
          return (
            <div key={relationship.id}>
              <Group gap={8}>
                <Badge variant="default" tt="none">{relationship.subType}</Badge>
                <Anchor component="button" type="button" size="sm" onClick={() => other && onSelect(other)}>{labelOf(document, other)}</Anchor>
              </Group>
              <Text size="xs" c="dimmed" mt={2}>{(relationship.metadata as { description?: string } | undefined)?.description}</Text>
              <Text size="xs" ff="monospace" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{matchedPaths(relationship).join('\n')}</Text>
            </div>
          )
        })}
      </Stack>
    </ScrollArea.Autosize>
  )
}

function About({ component }: { component: Component }) {
  const model = component.modelReference?.name ?? component.model?.name ?? ''
  const kind = component.component?.kind ?? ''
  if (isUnknown(component)) {
    return <Text size="sm">The registry does not know this kind. It is kept as it came and exported unchanged.</Text>
  }
  return (
    <Stack gap={6}>
      <Text size="sm">Model: <Link to="/registry/models/$model" params={{ model }}>{model}</Link></Text>
      <Text size="sm"><Link to="/registry/components/$model/$kind" params={{ model, kind }}>Schema and description of {kind}</Link></Text>
      <Text size="xs" c="dimmed" ff="monospace">{component.id}</Text>
    </Stack>
  )
}
