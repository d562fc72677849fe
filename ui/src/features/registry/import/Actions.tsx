import { Button, Group } from '@mantine/core'
import { Eye, PackagePlus } from 'lucide-react'

/** Look first, or import right away. */
export function Actions(props: { isReady: boolean; isStarting: boolean; onPreview: () => void; onImport: () => void }) {
  const isDisabled = !props.isReady || props.isStarting
  return (
    <Group justify="flex-end">
      <Button variant="default" leftSection={<Eye size={16} aria-hidden />} disabled={isDisabled} onClick={props.onPreview} data-testid="import-preview">Preview</Button>
      <Button leftSection={<PackagePlus size={16} aria-hidden />} disabled={!props.isReady} loading={props.isStarting} onClick={props.onImport} data-testid="import-submit">Import</Button>
    </Group>
  )
}
