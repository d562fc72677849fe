import { Badge, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ImportedEntity } from '../../../api/registry'
import type { Column } from '../../../components/DataTable'
import { capitalize } from '../../../lib/problem'
import { namedKind } from '../../../lib/registry/report'

const COLORS: Record<string, string> = { added: 'teal', updated: 'blue', unchanged: 'gray', failed: 'red' }

/** What is told of each entity of an import. Links only where it is in the registry by now. */
export const entityColumns = (isLinked: boolean): Column<ImportedEntity>[] => [
  { key: 'outcome', title: 'Outcome', render: (one) => <Badge color={COLORS[one.outcome] ?? 'gray'} variant="outline" c="inherit" tt="none">{one.outcome}</Badge> },
  { key: 'type', title: 'Type', render: (one) => one.entityType },
  { key: 'name', title: 'Name', render: (one) => (isLinked && one.outcome !== 'failed' ? <EntityLink entity={one} /> : <Text size="sm" fw={600}>{one.name}</Text>) },
  { key: 'model', title: 'Model', hideBelow: 'sm', render: (one) => one.model },
  {
    key: 'error',
    title: 'Remarks',
    render: (one) => one.error && <Text size="sm">{capitalize(one.error)}</Text>,
  },
]

function EntityLink({ entity: { entityType, name, model } }: { entity: ImportedEntity }) {
  if (entityType === 'model') return <Link className="row-link" to="/registry/models/$model" params={{ model: name }}>{name}</Link>
  if (entityType === 'component' && model) {
    const { kind, api } = namedKind(name)
    return <Link className="row-link" to="/registry/components/$model/$kind" params={{ model, kind }} search={{ api }}>{name}</Link>
  }
  if (entityType === 'relationship' && model) {
    return <Link className="row-link" to="/registry/models/$model" params={{ model }} search={{ tab: 'relationships' }}>{name}</Link>
  }
  return <Text size="sm" fw={600}>{name}</Text>
}
