import { Group, Table, Text } from '@mantine/core'
import { Share2 } from 'lucide-react'
import type { DesignDocument } from '../../api/client'
import { EmptyState } from '../../components/EmptyState'
import { endsOf, isSibling } from '../../lib/graph/build'
import { labelOf, matchedPaths } from './describe'

/** The relationships of a design as a table. */
export function RelationshipTable({ document, onSelect }: { document: DesignDocument; onSelect: (id: string) => void }) {
  const relationships = document.relationships ?? []
  if (relationships.length === 0) {
    return <EmptyState icon={<Share2 size={40} aria-hidden />} title="No relationships" text="Nothing in this design refers to anything else in it." />
  }
  const end = (id: string | undefined) => (
    <button type="button" className="sort-button" onClick={() => id && onSelect(id)}>{labelOf(document, id)}</button>
  )
  return (
    <div className="panel" style={{ overflowX: 'auto' }}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr><Table.Th>From</Table.Th><Table.Th>To</Table.Th><Table.Th>Relationship</Table.Th><Table.Th>Proven by</Table.Th><Table.Th>Status</Table.Th></Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {relationships.map((relationship) => {
            const { from, to } = endsOf(relationship)
            const members = isSibling(relationship) ? (relationship.selectors?.[0]?.allow?.from ?? []) : []
            return (
              <Table.Tr key={relationship.id}>
                {members.length > 0 ? (
                  <Table.Td colSpan={2}>
                    <Group gap="xs">{members.map((member) => <span key={member.id}>{end(member.id ?? undefined)}</span>)}</Group>
                  </Table.Td>
                ) : (
                  <>
                    <Table.Td>{end(from)}</Table.Td>
                    <Table.Td>{end(to)}</Table.Td>
                  </>
                )}
                <Table.Td>
                  {relationship.subType}
                  <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>{relationship.kind} · {relationship.type}</Text>
                </Table.Td>
                <Table.Td><Text size="xs" ff="monospace" style={{ whiteSpace: 'pre-line' }}>{matchedPaths(relationship).join('\n')}</Text></Table.Td>
                <Table.Td>{relationship.status}</Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </div>
  )
}
