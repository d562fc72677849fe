import { Badge, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { RegistrySummary } from '../../../api/registry'
import { registryQueries } from '../../../api/registryQueries'
import { REGISTRY_TABS, type RegistryTab } from '../../../lib/search'
import { Components } from './Components'
import { Duplicates } from './Duplicates'
import { Models } from './Models'
import { Registrants } from './Registrants'
import { Relationships } from './Relationships'

const route = getRouteApi('/shell/registry')
const TABS: Record<RegistryTab, { label: string; List: () => React.ReactNode; count?: keyof RegistrySummary }> = {
  models: { label: 'Models', List: Models, count: 'models' },
  components: { label: 'Components', List: Components, count: 'components' },
  relationships: { label: 'Relationships', List: Relationships, count: 'relationships' },
  registrants: { label: 'Registrants', List: Registrants, count: 'registrants' },
  duplicates: { label: 'Duplicates', List: Duplicates },
}

/** The parts of the registry as tables. */
export function Lists() {
  const { tab } = route.useSearch()
  const navigate = route.useNavigate()
  const { data: summary } = useQuery(registryQueries.summary)
  const open = (value: string | null) => void navigate({ search: { tab: (value ?? 'models') as RegistryTab } })
  return (
    <Tabs value={tab ?? 'models'} onChange={open} keepMounted={false}>
      <Tabs.List mb="md" aria-label="Parts of the registry">
        {REGISTRY_TABS.map((value) => {
          const { label, count } = TABS[value]
          const total = count && summary?.[count]
          return (
            <Tabs.Tab key={value} value={value} rightSection={total === undefined ? null : <Badge size="sm" variant="default" aria-hidden>{total}</Badge>}>
              {label}
            </Tabs.Tab>
          )
        })}
      </Tabs.List>
      {REGISTRY_TABS.map((value) => {
        const { List } = TABS[value]
        return <Tabs.Panel key={value} value={value}><List /></Tabs.Panel>
      })}
    </Tabs>
  )
}
