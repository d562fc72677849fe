import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { Draft } from '../../../lib/registry/draft'
import { useStartImport } from '../../../api/registryChanges'
import { Guard } from '../../../components/Guard'
import { PageHeader } from '../../../components/PageHeader'
import { JobView } from './JobView'
import { Sources } from './Sources'

const route = getRouteApi('/shell/registry/import')

/** Brings models into the registry: choose, look at what would come in, import, see what came. */
export const ImportPage = () => <Guard needs={['registry.write']}><Import /></Guard>

function Import() {
  const { job, source } = route.useSearch()
  const navigate = route.useNavigate()
  const [draft, setDraft] = useState<Draft>()
  // What was filled in stays while a preview is looked at, and is gone once it is imported.
  const [round, setRound] = useState(0)
  const start = useStartImport()
  const run = (next: Draft, isPreview: boolean) => {
    setDraft(next)
    start.mutate({ draft: next, isPreview }, {
      onSuccess: ({ id }) => {
        if (!isPreview) setRound((old) => old + 1)
        void navigate({ search: { source, job: id, preview: isPreview ? true : undefined } })
      },
    })
  }
  return (
    <>
      <PageHeader title="Import into the registry" text="Packages, custom resource definitions, API documents, Helm charts or sheets." />
      {job && <JobView key={job} id={job} onImport={draft && (() => run(draft, false))} isStarting={start.isPending} error={start.error} />}
      <div hidden={job !== undefined}>
        <Sources key={round} onRun={run} isStarting={start.isPending} error={start.error} onChange={() => start.reset()} />
      </div>
    </>
  )
}
