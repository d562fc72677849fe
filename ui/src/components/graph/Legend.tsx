import { Group, Text } from '@mantine/core'
import type { Graph } from '../../lib/graph/build'
import { EDGE_COLORS } from './flow'

/** What the colours of the lines mean, of those that are drawn. */
export function Legend({ graph }: { graph: Graph }) {
  const classes = [...new Set(graph.edges.map((edge) => edge.className))]
  return (
    <Group gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }} aria-label="Legend">
      {classes.map((name) => (
        <Group key={name} gap={6} component="li">
          <span style={{ width: 18, height: 3, borderRadius: 2, background: EDGE_COLORS[name] }} aria-hidden />
          <Text size="xs">{name}</Text>
        </Group>
      ))}
    </Group>
  )
}
