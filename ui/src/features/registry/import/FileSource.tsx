import { Accordion, FileInput, Stack, Text } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { FileText } from 'lucide-react'
import { useCallback, useState } from 'react'
import { FormProblem } from '../../../components/FormProblem'
import { useFileDrop } from '../../../components/useFileDrop'
import { fileDraft, NO_FACTS } from '../../../lib/registry/draft'
import { Actions } from './Actions'
import { ModelFields } from './ModelFields'
import type { SourceProps } from './Sources'

const route = getRouteApi('/shell/registry/import')

/** Files of one's own. What they are the server finds out from what is in them. */
export function FileSource({ onRun, isStarting, error }: SourceProps) {
  const [files, setFiles] = useState<File[]>([])
  const [model, setModel] = useState(NO_FACTS)
  const add = useCallback((more: File[]) => setFiles((known) => [...known, ...more]), [])
  const isShown = route.useSearch().job === undefined
  const isOver = useFileDrop(add, isShown)
  const run = (isPreview: boolean) => onRun(fileDraft(files, model), isPreview)
  return (
    <Stack className="panel" p="lg" maw={760}>
      <FileInput
        label="Files"
        description="Packages (tar, tar.gz, zip, OCI tar), custom resource definitions, OpenAPI v3 documents, Helm charts. Drop them anywhere on this page."
        placeholder="Choose files"
        leftSection={<FileText size={16} aria-hidden />}
        multiple
        clearable
        clearButtonProps={{ 'aria-label': 'Remove the files' }}
        value={files}
        onChange={setFiles}
        data-testid="import-files"
      />
      <Accordion variant="contained">
        <Accordion.Item value="model">
          <Accordion.Control>About the model</Accordion.Control>
          <Accordion.Panel>
            <Text size="sm" c="dimmed" mb="sm">Packages say this themselves. Definitions and charts don’t: what is left empty is taken from them as far as it goes.</Text>
            <ModelFields model={model} onModel={setModel} />
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
      <FormProblem error={error} />
      <Actions isReady={files.length > 0} isStarting={isStarting} onPreview={() => run(true)} onImport={() => run(false)} />
      {isOver && <div className="drop-hint">Drop to import</div>}
    </Stack>
  )
}
