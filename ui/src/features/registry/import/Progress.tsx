import { Button, Group, Progress as Bar, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { X } from 'lucide-react'
import type { ImportProgress, Job } from '../../../api/registry'
import { useCancelImport } from '../../../api/registryChanges'
import { describe } from '../../../lib/problem'
import { percentOf, sizeText } from '../../../lib/registry/report'

const STAGES: Record<ImportProgress['stage'], string> = { fetching: 'Fetching', reading: 'Reading', saving: 'Saving' }

/** An import that runs, and a way to stop it. */
export function Progress({ job }: { job: Job }) {
  const cancel = useCancelImport()
  const { progress } = job
  const percent = percentOf(progress)
  const stop = () => cancel.mutate(job.id, { onError: (error) => notifications.show({ color: 'red', title: 'The import goes on', message: describe(error).message }) })
  return (
    <Stack className="panel" p="lg" gap="sm" data-testid="import-progress">
      <Group justify="space-between">
        <Title order={2} size="h4">{STAGES[progress.stage]} {job.source}</Title>
        <Button variant="default" leftSection={<X size={15} aria-hidden />} loading={cancel.isPending} onClick={stop} data-testid="import-cancel">Cancel</Button>
      </Group>
      <Bar value={percent ?? 100} animated={percent === undefined} striped={percent === undefined} aria-label="Progress" />
      <Text size="sm" c="dimmed" role="status">{counts(progress)}</Text>
    </Stack>
  )
}

function counts(progress: ImportProgress): string {
  const total = progress.totalBytes ? ` of ${sizeText(progress.totalBytes)}` : ''
  const parts = [
    `${sizeText(progress.bytes)}${total}`,
    `${progress.models} models`,
    `${progress.components} components`,
    `${progress.relationships} relationships`,
    progress.failures > 0 ? `${progress.failures} failed` : '',
  ]
  return parts.filter(Boolean).join(' · ')
}
