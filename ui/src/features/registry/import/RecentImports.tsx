import { Badge, Table, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Job } from '../../../api/registry'
import { registryQueries } from '../../../api/registryQueries'
import { Ago } from '../../../components/Ago'
import { outcomeText } from '../../../lib/registry/report'

/** The imports the server remembers, to go back to. */
export function RecentImports() {
  const { data: jobs } = useQuery(registryQueries.jobs)
  if (!jobs || jobs.length === 0) return null
  return (
    <section className="panel" style={{ marginTop: 20, padding: 18, overflowX: 'auto' }} aria-labelledby="recent-imports">
      <Title order={2} size="h5" id="recent-imports" mb="xs">Imports so far</Title>
      <Table>
        <Table.Tbody>
          {jobs.slice(0, 10).map((job) => (
            <Table.Tr key={job.id}>
              <Table.Td><Link className="row-link" to="/registry/import" search={{ job: job.id }}>{job.source || 'import'}</Link></Table.Td>
              <Table.Td><Badge variant="default" tt="none">{job.state}</Badge></Table.Td>
              <Table.Td>{resultOf(job)}</Table.Td>
              <Table.Td ta="right"><Ago time={job.startedAt} /></Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}

const resultOf = ({ report, problem }: Job) => (report ? outcomeText(report) : (problem?.detail ?? ''))
