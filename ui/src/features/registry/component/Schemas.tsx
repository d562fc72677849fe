import { Group, Select, Tabs } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { apiVersionOf, type Versions } from '../../../lib/registry/componentVersions'
import { Beside } from './Beside'
import { SchemaView } from './SchemaView'

const route = getRouteApi('/shell/registry/components/$model/$kind')

/** The schema of a kind: in one API version, or in two side by side. */
export function Schemas({ versions: { chosen, ofApi } }: { versions: Versions }) {
  const { beside } = route.useSearch()
  const navigate = route.useNavigate()
  if (ofApi.length < 2) return <SchemaView component={chosen} />
  const others = ofApi.map(apiVersionOf).filter((version) => version !== apiVersionOf(chosen))
  const other = ofApi.find((one) => apiVersionOf(one) === beside && one !== chosen)
  const open = (api: string | null) => void navigate({ search: (old) => ({ ...old, api: api ?? undefined, beside: undefined, field: undefined }) })
  return (
    <Tabs value={apiVersionOf(chosen)} onChange={open} keepMounted={false} variant="pills">
      <Group mb="sm" justify="space-between">
        <Tabs.List aria-label="API versions">
          {ofApi.map((one) => <Tabs.Tab key={one.id} value={apiVersionOf(one)}>{apiVersionOf(one)}</Tabs.Tab>)}
        </Tabs.List>
        <Select
          size="xs"
          w={260}
          aria-label="Compare with"
          placeholder="Compare with another version"
          clearable
          clearButtonProps={{ 'aria-label': 'Stop comparing' }}
          value={other ? apiVersionOf(other) : null}
          data={others}
          onChange={(version) => void navigate({ search: (old) => ({ ...old, beside: version ?? undefined }) })}
        />
      </Group>
      {ofApi.map((one) => (
        <Tabs.Panel key={one.id} value={apiVersionOf(one)}>
          {other ? <Beside one={chosen} other={other} /> : <SchemaView component={one} />}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

