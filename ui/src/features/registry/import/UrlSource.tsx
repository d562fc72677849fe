import { Accordion, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { FormProblem } from '../../../components/FormProblem'
import { NO_FACTS, urlDraft } from '../../../lib/registry/draft'
import { Actions } from './Actions'
import { ModelFields } from './ModelFields'
import type { SourceProps } from './Sources'

/** An address that the server fetches from. */
export function UrlSource({ onRun, isStarting, error }: SourceProps) {
  const [url, setUrl] = useState('')
  const [model, setModel] = useState(NO_FACTS)
  const run = (isPreview: boolean) => onRun(urlDraft(url.trim(), model), isPreview)
  return (
    <Stack className="panel" p="lg" maw={760}>
      <TextInput
        label="Address"
        description="Of a package (https:// or oci://), a Git repository (git://host/owner/repository/branch/path) or a chart on Artifact Hub. The server fetches it."
        placeholder="git://github.com/cert-manager/cert-manager/master/deploy/crds"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
        data-testid="import-url"
      />
      <Accordion variant="contained">
        <Accordion.Item value="model">
          <Accordion.Control>About the model</Accordion.Control>
          <Accordion.Panel>
            <Text size="sm" c="dimmed" mb="sm">With a name the address is read as definitions to make a model from, and not as a package.</Text>
            <ModelFields model={model} onModel={setModel} />
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
      <FormProblem error={error} />
      <Actions isReady={url.trim() !== ''} isStarting={isStarting} onPreview={() => run(true)} onImport={() => run(false)} />
    </Stack>
  )
}
