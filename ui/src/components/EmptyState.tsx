import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** What stands where nothing is yet: what this is, and the one thing to do. */
export function EmptyState(props: { icon: ReactNode; title: string; text: ReactNode; action?: ReactNode }) {
  return (
    <Stack align="center" gap="xs" py={56} px="md" ta="center" data-testid="empty-state">
      {props.icon}
      <Title order={2} size="h4">{props.title}</Title>
      <Text c="dimmed" maw={460}>{props.text}</Text>
      {props.action}
    </Stack>
  )
}
