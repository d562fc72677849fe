import { Badge, Table } from '@mantine/core'
import type { DesignDocument } from '../../api/client'
import { isUnknown } from '../../lib/graph/build'

/** The components of a design as a table: the graph for those who don't look at it. */
export function ComponentTable(props: { document: DesignDocument; selected: string | undefined; onSelect: (id: string) => void }) {
  return (
    <div className="panel" style={{ overflowX: 'auto' }}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr><Table.Th>Name</Table.Th><Table.Th>Kind</Table.Th><Table.Th>API version</Table.Th><Table.Th>Namespace</Table.Th></Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {(props.document.components ?? []).map((component) => (
            <Table.Tr key={component.id} aria-selected={component.id === props.selected}>
              <Table.Td>
                <button type="button" className="sort-button" onClick={() => props.onSelect(component.id ?? '')}>{component.displayName}</button>
              </Table.Td>
              <Table.Td>{component.component?.kind} {isUnknown(component) && <Badge color="yellow" variant="outline" c="inherit">unknown</Badge>}</Table.Td>
              <Table.Td>{component.component?.version}</Table.Td>
              <Table.Td>{namespaceOf(component.configuration)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function namespaceOf(configuration: unknown): string {
  const metadata = (configuration as { metadata?: { namespace?: unknown } } | undefined)?.metadata
  return typeof metadata?.namespace === 'string' ? metadata.namespace : ''
}
