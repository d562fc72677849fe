import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Registrant } from '../../../api/client'
import { registryQueries } from '../../../api/registryQueries'
import type { Column } from '../../../components/DataTable'
import { Listing } from './Listing'
import { useList } from './useList'

/** Who registered what. */
export function Registrants() {
  const { query, state, onState } = useList()
  const { page, pagesize, search, order } = query
  const result = useQuery(registryQueries.registrants({ page, pagesize, search, order }))
  return <Listing state={state} onState={onState} label="Registrants" result={result} items={result.data?.registrants} columns={COLUMNS} itemKey={(one) => one.id} />
}

const COLUMNS: Column<Registrant>[] = [
  { key: 'name', title: 'Registrant', order: 'name', render: (one) => <Link className="row-link" to="/registry" search={{ registrant: one.kind }}>{one.name}</Link> },
  { key: 'models', title: 'Models', align: 'right', render: (one) => one.summary.models },
  { key: 'components', title: 'Components', align: 'right', render: (one) => one.summary.components },
  { key: 'relationships', title: 'Relationships', align: 'right', render: (one) => one.summary.relationships },
]
