import { Group, Text, TextInput } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { FileQuestion, Search } from 'lucide-react'
import type { RegisteredComponent } from '../../../api/registry'
import { CopyButton } from '../../../components/CopyButton'
import { EmptyState } from '../../../components/EmptyState'
import { FoundFields } from './FoundFields'
import { SchemaTree } from './SchemaTree'
import { useSchema } from './useSchema'

const route = getRouteApi('/shell/registry/components/$model/$kind')

/** The schema of one API version: as a tree, or the fields that a search finds. */
export function SchemaView({ component }: { component: RegisteredComponent }) {
  const { find, field } = route.useSearch()
  const navigate = route.useNavigate()
  const schema = useSchema(component)
  const { version, kind } = component.component ?? {}
  const set = (next: { find?: string | undefined; field?: string | undefined }) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true })
  if (!schema) {
    return <div className="panel"><EmptyState icon={<FileQuestion size={40} aria-hidden />} title="No schema" text="The component came without a schema, so any configuration fits." /></div>
  }
  return (
    <section className="panel" style={{ padding: 18 }} aria-label={`Schema of ${version ?? ''}`}>
      <Group justify="space-between" mb="sm">
        <Text size="sm" ff="monospace" style={{ whiteSpace: 'pre' }}>apiVersion: {version}{'\n'}kind: {kind}</Text>
        <Group gap="xs">
          <TextInput
            size="xs"
            w={260}
            aria-label="Search the schema"
            placeholder="Field, or part.of.path"
            leftSection={<Search size={14} aria-hidden />}
            value={find ?? ''}
            data-search
            data-testid="schema-search"
            onChange={(event) => set({ find: event.currentTarget.value || undefined })}
          />
          <CopyButton value={JSON.stringify(schema, null, 2)} label="Copy JSON" />
        </Group>
      </Group>
      {find ? (
        <FoundFields schema={schema} text={find} onChoose={(path) => set({ find: undefined, field: path })} />
      ) : (
        <SchemaTree key={field} schema={schema} current={field} onCurrent={(path) => set({ field: path })} />
      )}
    </section>
  )
}
