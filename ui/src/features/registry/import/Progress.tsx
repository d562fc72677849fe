import { Button, Group, Loader, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { X } from 'lucide-react'
import type { ImportProgress, Job } from '../../../api/registry'
import { useCancelImport } from '../../../api/registryChanges'
import { describe } from '../../../lib/problem'
import { sizeText } from '../../../lib/registry/report'

const STAGES: Record<string, string> = { fetching: 'Fetching', reading: 'Reading', saving: 'Saving' }

/** An import that runs, and a way to stop it. */
export function Progress({ job }: { job: Job }) {
  const cancel = useCancelImport()
  const { progress } = job
  const stop = () => cancel.mutate(job.id, { onError: (error) => notifications.show({ color: 'red', title: 'The import goes on', message: describe(error).message }) })
  return (
    <Stack className="panel" p="lg" gap="sm" data-testid="import-progress">
      <Group justify="space-between">
        <Group gap="sm"><Loader size="sm" /><Title order={2} size="h4">{STAGES[progress.stage] ?? 'Importing'} {job.source}</Title></Group>
        <Button variant="default" leftSection={<X size={15} aria-hidden />} loading={cancel.isPending} disabled={cancel.isSuccess} onClick={stop} data-testid="import-cancel">
          {cancel.isSuccess ? 'Stopping at the next file' : 'Cancel'}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" role="status">{counts(progress)}</Text>
    </Stack>
  )
}

function counts(progress: ImportProgress): string {
  const parts = [
    `${progress.entries} files, ${sizeText(progress.bytes)}`,
    `${progress.models} models`,
    `${progress.components} components`,
    `${progress.relationships} relationships`,
    progress.failures > 0 ? `${progress.failures} failed` : '',
  ]
  return parts.filter(Boolean).join(' · ')
}
