import { Group, Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { EntityType } from '../../../api/registry'
import { groups } from '../../../lib/groups'
import { Marks } from '../links'
import { StatusButton } from '../StatusButton'

/** One of several entities of the same name. */
export interface Double {
  id: string
  group: string
  name: string
  where: string
  facts: string
  status: string | null | undefined
  link: ReactNode
}

/** Entities of the same name beside each other, to keep one and ignore the others. */
export function DuplicateTable({ entityType, rows, where }: { entityType: EntityType; rows: Double[]; where: string }) {
  const named = groups([...rows].sort((one, other) => one.group.localeCompare(other.group)), (row) => row.group)
  return (
    <div className="panel" style={{ overflowX: 'auto' }}>
      <Table highlightOnHover aria-label="Duplicates">
        <Table.Thead>
          <Table.Tr><Table.Th>Registered as</Table.Th><Table.Th>{where}</Table.Th><Table.Th visibleFrom="sm">Facts</Table.Th><Table.Th ta="right">Status</Table.Th></Table.Tr>
        </Table.Thead>
        {named.map(([group, members]) => (
          <Table.Tbody key={group}>
            <Table.Tr><Table.Th colSpan={4} scope="rowgroup"><Text size="sm" fw={600}>{group} <Text span c="dimmed" size="sm">{members.length} times</Text></Text></Table.Th></Table.Tr>
            {members.map((row) => (
              <Table.Tr key={row.id}>
                <Table.Td pl="xl"><Group gap={10}>{row.link}<Marks status={row.status} /></Group></Table.Td>
                <Table.Td>{row.where}</Table.Td>
                <Table.Td visibleFrom="sm"><Text size="sm" c="dimmed">{row.facts}</Text></Table.Td>
                <Table.Td ta="right"><StatusButton entityType={entityType} id={row.id} name={`${row.name} of ${row.where}`} status={row.status} size="xs" /></Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        ))}
      </Table>
    </div>
  )
}
