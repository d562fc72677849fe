import { SimpleGrid, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { FormProblem } from '../../../components/FormProblem'
import { guessName, type ModelFacts, nameProblem, NO_FACTS, textDraft } from '../../../lib/registry/draft'
import { Actions } from './Actions'
import { GeneratedPreview } from './GeneratedPreview'
import { ModelFields } from './ModelFields'
import type { SourceProps } from './Sources'

/** Definitions as text. What would be made from them shows beside them while they are written. */
export function DefinitionSource({ onRun, isStarting, error }: SourceProps) {
  const [text, setText] = useState('')
  const [model, setModel] = useState(NO_FACTS)
  const [isNamed, setNamed] = useState(false)
  const change = (next: string) => {
    setText(next)
    if (!isNamed) setModel({ ...model, name: guessName(next) })
  }
  const rename = (next: ModelFacts) => {
    if (next.name !== model.name) setNamed(next.name !== '')
    setModel(next)
  }
  const isReady = text.trim() !== '' && nameProblem(model.name) === undefined
  const run = (isPreview: boolean) => onRun(textDraft(text, model), isPreview)
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
      <Stack className="panel" p="lg">
        <Textarea
          label="Definition"
          description="Custom resource definitions or an OpenAPI v3 document, YAML or JSON"
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
          autosize
          minRows={12}
          maxRows={24}
          spellCheck={false}
          placeholder={'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n…'}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
          data-testid="import-definition"
        />
        <ModelFields model={model} onModel={rename} hint="Guessed from the API group" />
        <FormProblem error={error} />
        <Actions isReady={isReady} isStarting={isStarting} onPreview={() => run(true)} onImport={() => run(false)} />
      </Stack>
      <GeneratedPreview definition={text} model={model} />
    </SimpleGrid>
  )
}
