import { Group, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { queries } from '../../api/queries'
import { Code } from '../../components/Code'
import { CopyButton } from '../../components/CopyButton'
import { ErrorPanel } from '../../components/ErrorPanel'

type Format = 'Kubernetes Manifest' | 'Design'

/** The design as text: as the manifest it exports to, or as the design document. */
export function YamlView({ id, tag }: { id: string; tag: string }) {
  const [format, setFormat] = useState<Format>('Kubernetes Manifest')
  const { data, error, refetch } = useQuery(queries.designYaml(id, format, tag))
  return (
    <>
      <Group justify="space-between" mb="sm">
        <SegmentedControl
          aria-label="Format"
          value={format}
          onChange={(value) => setFormat(value as Format)}
          data={['Kubernetes Manifest', 'Design']}
        />
        {typeof data === 'string' && <CopyButton value={data} />}
      </Group>
      {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : null}
      {typeof data === 'string' && <Code text={data} label={format} />}
    </>
  )
}
