import { Button, Center, Loader, Stack } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ArrowLeft, Ban, PackagePlus, RotateCcw } from 'lucide-react'
import { useImportJob } from '../../../api/imports'
import { EmptyState } from '../../../components/EmptyState'
import { ErrorPanel } from '../../../components/ErrorPanel'
import { FormProblem } from '../../../components/FormProblem'
import { ProblemError } from '../../../lib/problem'
import { Progress } from './Progress'
import { Summary } from './Summary'

const route = getRouteApi('/shell/registry/import')

interface Props {
  id: string
  /** Imports what a preview was made of, as long as that is at hand. */
  onImport: (() => void) | undefined
  isStarting: boolean
  error: unknown
}

/** An import or a preview: while it runs, and what came of it. */
export function JobView({ id, onImport, isStarting, error }: Props) {
  const { preview } = route.useSearch()
  const { data: job, error: lost, refetch } = useImportJob(id)
  if (lost) return <Stack align="flex-start"><ErrorPanel error={lost} onRetry={() => void refetch()} /><Again /></Stack>
  if (!job) return <Center py={80}><Loader /></Center>
  if (job.state === 'running') return <Progress job={job} />
  if (job.state === 'cancelled') {
    return <div className="panel"><EmptyState icon={<Ban size={40} aria-hidden />} title="Cancelled" text="Nothing of it came in." action={<Again />} /></div>
  }
  if (job.state === 'failed' || !job.report) {
    return <Stack align="flex-start"><ErrorPanel error={new ProblemError(job.problem?.status ?? 0, toBody(job.problem))} /><Again /></Stack>
  }
  return (
    <Stack gap="md">
      <FormProblem error={error} />
      <Summary
        report={job.report}
        source={job.source}
        isPreview={preview === true}
        actions={
          <>
            <Again />
            {preview && onImport && <Button leftSection={<PackagePlus size={16} aria-hidden />} loading={isStarting} onClick={onImport} data-testid="import-now">Import</Button>}
            {!preview && <Button renderRoot={(props) => <Link to="/registry" search={{ origin: 'imported' }} {...props} />}>To the registry</Button>}
          </>
        }
      />
    </Stack>
  )
}

function Again() {
  const { source, preview } = route.useSearch()
  const icon = preview ? <ArrowLeft size={15} aria-hidden /> : <RotateCcw size={15} aria-hidden />
  return (
    <Button variant="default" leftSection={icon} renderRoot={(props) => <Link to="/registry/import" search={{ source }} {...props} />} data-testid="import-again">
      {preview ? 'Back' : 'Another import'}
    </Button>
  )
}

const toBody = (problem: object | null | undefined) => problem ?? { title: 'the import failed' }
