import { FileInput, Stack } from '@mantine/core'
import { Sheet } from 'lucide-react'
import { useState } from 'react'
import { FormProblem } from '../../../components/FormProblem'
import { csvDraft } from '../../../lib/registry/draft'
import { Actions } from './Actions'
import type { SourceProps } from './Sources'

const SHEETS = [
  { key: 'modelCsv', label: 'Models' },
  { key: 'componentCsv', label: 'Components' },
  { key: 'relationshipCsv', label: 'Relationships' },
] as const
type Sheets = Partial<Record<(typeof SHEETS)[number]['key'], File | null>>

/** The three sheets models are written in. */
export function CsvSource({ onRun, isStarting, error }: SourceProps) {
  const [sheets, setSheets] = useState<Sheets>({})
  const read = (sheet: File | null | undefined) => sheet?.text() ?? ''
  const run = async (isPreview: boolean) => {
    const [modelCsv, componentCsv, relationshipCsv] = await Promise.all([read(sheets.modelCsv), read(sheets.componentCsv), read(sheets.relationshipCsv)])
    onRun(csvDraft({ modelCsv, componentCsv, relationshipCsv }), isPreview)
  }
  return (
    <Stack className="panel" p="lg" maw={760}>
      {SHEETS.map(({ key, label }) => (
        <FileInput
          key={key}
          label={label}
          description={key === 'modelCsv' ? 'A CSV file with a model in each line' : `A CSV file${key === 'relationshipCsv' ? '; may be left out' : ''}`}
          placeholder="Choose a file"
          accept=".csv,text/csv"
          leftSection={<Sheet size={16} aria-hidden />}
          clearable
          clearButtonProps={{ 'aria-label': `Remove the sheet of ${label.toLowerCase()}` }}
          value={sheets[key] ?? null}
          onChange={(file) => setSheets({ ...sheets, [key]: file })}
          data-testid={`import-${key}`}
        />
      ))}
      <FormProblem error={error} />
      <Actions isReady={Boolean(sheets.modelCsv)} isStarting={isStarting} onPreview={() => void run(true)} onImport={() => void run(false)} />
    </Stack>
  )
}
