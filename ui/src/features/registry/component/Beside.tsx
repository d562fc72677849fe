import { Badge, SimpleGrid, Table, Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import type { RegisteredComponent } from '../../../api/registry'
import { apiVersionOf } from '../../../lib/registry/componentVersions'
import { diffSchemas, type FieldChange } from '../../../lib/schema/diff'
import { SchemaTree } from './SchemaTree'
import { useSchema } from './useSchema'

/** More differences than this are counted, not listed. */
const MANY = 200

/** Two API versions of a kind side by side, and what differs between them. */
export function Beside({ one, other }: { one: RegisteredComponent; other: RegisteredComponent }) {
  const [mine, theirs] = [useSchema(one), useSchema(other)]
  const changes = useMemo(() => diffSchemas(theirs ?? {}, mine ?? {}), [theirs, mine])
  return (
    <>
      <Differences changes={changes} from={apiVersionOf(other)} to={apiVersionOf(one)} />
      <SimpleGrid cols={{ base: 1, md: 2 }} mt="md">
        <Side version={apiVersionOf(other)}><SchemaTree schema={theirs ?? {}} /></Side>
        <Side version={apiVersionOf(one)}><SchemaTree schema={mine ?? {}} /></Side>
      </SimpleGrid>
    </>
  )
}

function Side({ version, children }: { version: string; children: React.ReactNode }) {
  return (
    <section className="panel" style={{ padding: 18, minWidth: 0 }} aria-label={`Schema of ${version}`}>
      <Text size="sm" ff="monospace" mb="sm">apiVersion: {version}</Text>
      {children}
    </section>
  )
}

const WORDS: Record<FieldChange['change'], string> = { added: 'new', removed: 'gone', changed: 'changed' }

function Differences({ changes, from, to }: { changes: FieldChange[]; from: string; to: string }) {
  return (
    <section className="panel" style={{ padding: 18 }} aria-label="Differences">
      <Title order={2} size="h5" mb="xs">{changes.length === 0 ? 'The same fields' : `${changes.length} differences from ${from} to ${to}`}</Title>
      {changes.length > 0 && (
        <Table.ScrollContainer minWidth={400} maxHeight={300}>
          <Table>
            <Table.Tbody>
              {changes.slice(0, MANY).map((one) => (
                <Table.Tr key={`${one.change} ${one.path}`}>
                  <Table.Td w={90}><Badge variant="default" tt="none">{WORDS[one.change]}</Badge></Table.Td>
                  <Table.Td><span className="schema-name">{one.path}</span></Table.Td>
                  <Table.Td><span className="schema-type">{one.text}</span></Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {changes.length > MANY && <Text size="sm" c="dimmed">and {changes.length - MANY} more</Text>}
    </section>
  )
}
