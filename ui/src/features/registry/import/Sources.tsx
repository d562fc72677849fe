import { Tabs } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { FileText, FileUp, Globe, Sheet } from 'lucide-react'
import type { ReactNode } from 'react'
import { IMPORT_SOURCES, type ImportSource } from '../../../lib/registry/addresses'
import type { Draft } from '../../../lib/registry/draft'
import { CsvSource } from './CsvSource'
import { DefinitionSource } from './DefinitionSource'
import { FileSource } from './FileSource'
import { RecentImports } from './RecentImports'
import { UrlSource } from './UrlSource'

const route = getRouteApi('/shell/registry/import')

/** What every source needs: to start an import or a preview, and to say why that was refused. */
export interface SourceProps {
  onRun: (draft: Draft, isPreview: boolean) => void
  isStarting: boolean
  error: unknown
}

const SOURCES: Record<ImportSource, { label: string; icon: ReactNode; Source: (props: SourceProps) => ReactNode }> = {
  file: { label: 'Files', icon: <FileUp size={15} aria-hidden />, Source: FileSource },
  url: { label: 'Address', icon: <Globe size={15} aria-hidden />, Source: UrlSource },
  definition: { label: 'Pasted definition', icon: <FileText size={15} aria-hidden />, Source: DefinitionSource },
  csv: { label: 'Sheets', icon: <Sheet size={15} aria-hidden />, Source: CsvSource },
}

/** Where models can come from. */
export function Sources({ onChange, ...props }: SourceProps & { onChange: () => void }) {
  const { source } = route.useSearch()
  const navigate = route.useNavigate()
  const open = (value: string | null) => {
    onChange()
    void navigate({ search: { source: IMPORT_SOURCES.find((one) => one === value) } })
  }
  const names = Object.keys(SOURCES) as ImportSource[]
  return (
    <>
      <Tabs value={source ?? 'file'} onChange={open} keepMounted={false}>
        <Tabs.List mb="md" aria-label="Sources">
          {names.map((name) => <Tabs.Tab key={name} value={name} leftSection={SOURCES[name].icon}>{SOURCES[name].label}</Tabs.Tab>)}
        </Tabs.List>
        {names.map((name) => {
          const { Source } = SOURCES[name]
          return <Tabs.Panel key={name} value={name}><Source {...props} /></Tabs.Panel>
        })}
      </Tabs>
      <RecentImports />
    </>
  )
}
