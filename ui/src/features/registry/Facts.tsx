import { SimpleGrid, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** Names and values, side by side. */
export function Facts({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} className="panel" p="lg" component="dl" m={0}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <Text size="xs" c="dimmed" component="dt">{label}</Text>
          <Text component="dd" m={0} style={{ overflowWrap: 'anywhere' }}>{value || '–'}</Text>
        </div>
      ))}
    </SimpleGrid>
  )
}
