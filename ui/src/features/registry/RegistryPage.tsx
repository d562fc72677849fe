import { Button, Group, SegmentedControl } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ListTree, PackagePlus, Table2 } from 'lucide-react'
import { useRights } from '../../api/rights'
import { Guard } from '../../components/Guard'
import { PageHeader } from '../../components/PageHeader'
import { Lists } from './lists/Lists'
import { RegistryTree } from './tree/RegistryTree'

const route = getRouteApi('/shell/registry')

const VIEWS = [
  { value: 'table', label: <Group gap={6} wrap="nowrap"><Table2 size={15} aria-hidden />Table</Group> },
  { value: 'tree', label: <Group gap={6} wrap="nowrap"><ListTree size={15} aria-hidden />Tree</Group> },
]

/** Everything the registry knows. */
export const RegistryPage = () => <Guard needs={['registry.read']}><Registry /></Guard>

function Registry() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const rights = useRights()
  const setView = (view: string) =>
    void navigate({ search: (old) => ({ ...old, view: view === 'tree' ? 'tree' : undefined, page: undefined, order: undefined }) })
  return (
    <>
      <PageHeader
        title="Registry"
        text="Models, the components they consist of, and how components relate."
        actions={
          <>
            <SegmentedControl size="sm" aria-label="View" value={search.view ?? 'table'} onChange={setView} data={VIEWS} />
            {rights.can('registry.write') && (
              <Button renderRoot={(props) => <Link to="/registry/import" {...props} />} leftSection={<PackagePlus size={16} aria-hidden />} data-testid="import">
                Import
              </Button>
            )}
          </>
        }
      />
      {search.view === 'tree' ? <RegistryTree /> : <Lists />}
    </>
  )
}
