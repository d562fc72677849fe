import { Alert, Badge, Chip, Group, Stack, Text, Title } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { PackageOpen, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ImportReport, Outcome } from '../../../api/registry'
import { DataTable } from '../../../components/DataTable'
import { EmptyState } from '../../../components/EmptyState'
import { entityPage, OUTCOMES, outcomeText } from '../../../lib/registry/report'
import { toListState, withListState } from '../../../lib/search'
import { entityColumns } from './entityColumns'

const route = getRouteApi('/shell/registry/import')
const PAGE_SIZE = 50

/** What an import brought, entity by entity, or what it would bring. */
export function Summary({ report, source, isPreview, actions }: { report: ImportReport; source: string; isPreview: boolean; actions: ReactNode }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const state = toListState(search)
  const { items, total } = entityPage(report, { ...state, outcome: search.outcome, pageSize: PAGE_SIZE })
  const choose = (outcome: string | undefined) => void navigate({ search: (old) => ({ ...old, outcome, page: undefined }) })
  return (
    <Stack gap="sm" data-testid="import-summary">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {isPreview ? 'What would come in' : 'What came in'} <Text span c="dimmed">{source}: {outcomeText(report)}</Text>
        </Title>
        <Group gap="xs">{actions}</Group>
      </Group>
      {report.errMsg && <Alert color="yellow" icon={<TriangleAlert size={18} aria-hidden />}>{report.errMsg}</Alert>}
      <DataTable
        label="Entities"
        columns={entityColumns(!isPreview)}
        items={items}
        total={total}
        pageSize={PAGE_SIZE}
        state={state}
        onState={(next) => void navigate({ search: (old) => withListState(old, next) })}
        itemKey={(one) => `${one.entityType} ${one.model} ${one.name} ${one.error}`}
        isLoading={false}
        error={undefined}
        onRetry={() => undefined}
        empty={<EmptyState icon={<PackageOpen size={40} aria-hidden />} title="Nothing like that" text="No entity has that outcome." />}
        tools={<Outcomes report={report} chosen={search.outcome} onChoose={choose} />}
      />
      {report.truncated && <Text size="sm" c="dimmed">The list is cut: there was more than the server keeps. The counts are of everything.</Text>}
    </Stack>
  )
}

function Outcomes({ report, chosen, onChoose }: { report: ImportReport; chosen: string | undefined; onChoose: (outcome: Outcome | undefined) => void }) {
  return (
    <Group gap="xs" role="group" aria-label="Outcomes">
      {OUTCOMES.map((outcome) => (
        <Chip key={outcome} size="xs" checked={chosen === outcome} onChange={(isChosen) => onChoose(isChosen ? outcome : undefined)}>
          {outcome} <Badge component="span" size="xs" variant="default">{report.outcomes[outcome]}</Badge>
        </Chip>
      ))}
    </Group>
  )
}
