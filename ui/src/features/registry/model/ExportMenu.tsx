import { Button, Menu } from '@mantine/core'
import { Download, FileDown } from 'lucide-react'
import type { RegisteredModel } from '../../../api/registry'

const FORMATS = [
  { format: 'tar', label: 'Package (tar)' },
  { format: 'oci', label: 'OCI image (tar)' },
  { format: 'json', label: 'JSON' },
  { format: 'yaml', label: 'YAML' },
]

/** The formats a model can be taken along in, with its components and relationships. */
export function ExportMenu({ model }: { model: RegisteredModel }) {
  const address = (format: string) =>
    `/api/registry/export?${new URLSearchParams({ id: model.id ?? '', output_format: format, components: 'true', relationships: 'true' })}`
  return (
    <Menu position="bottom-end">
      <Menu.Target><Button variant="default" leftSection={<Download size={15} aria-hidden />} data-testid="export">Export</Button></Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map(({ format, label }) => (
          <Menu.Item key={format} component="a" href={address(format)} download leftSection={<FileDown size={15} aria-hidden />}>{label}</Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
