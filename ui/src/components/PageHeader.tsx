import { Group, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'

/** Title of a page, with what can be done on it. */
export function PageHeader(props: { title: string; text?: ReactNode; actions?: ReactNode }) {
  useEffect(() => {
    document.title = `${props.title} · Meshery`
  }, [props.title])
  return (
    <Group justify="space-between" align="flex-end" mb="md" gap="sm">
      <div style={{ minWidth: 0 }}>
        <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>{props.title}</Title>
        {props.text && <Text c="dimmed" component="div">{props.text}</Text>}
      </div>
      {props.actions && <Group gap="xs">{props.actions}</Group>}
    </Group>
  )
}
