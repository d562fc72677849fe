import { Button, Code, Group, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Boxes, PenTool, Share2, Shapes, Upload } from 'lucide-react'
import type { ReactNode } from 'react'
import type { StoredDesign } from '../../api/client'
import { queries } from '../../api/queries'
import { registryQueries } from '../../api/registryQueries'
import { useRights } from '../../api/rights'
import { AccessDenied } from '../../components/AccessDenied'
import { EmptyState } from '../../components/EmptyState'
import { ErrorPanel } from '../../components/ErrorPanel'
import { PageHeader } from '../../components/PageHeader'
import { ago } from '../../lib/time'

/** What is here, counted, and what was worked on last. */
export function Dashboard() {
  const rights = useRights()
  const canImport = rights.can('designs.write')
  const [seesDesigns, seesRegistry] = [rights.can('designs.read'), rights.can('registry.read')]
  const designs = useQuery({ ...queries.designs({ page: 0, pagesize: 6, search: '', order: 'updated_at desc' }), enabled: seesDesigns })
  const summary = useQuery({ ...registryQueries.summary, enabled: seesRegistry })
  const failed = [designs, summary].find((query) => query.error)
  return (
    <>
      <PageHeader
        title="Dashboard"
        text="Designs on this server, and the registry they are understood with."
        actions={canImport && <Button renderRoot={(props) => <Link to="/designs" search={{ import: true }} {...props} />} leftSection={<Upload size={16} aria-hidden />}>Import design</Button>}
      />
      {failed ? (
        <ErrorPanel error={failed.error} onRetry={() => void failed.refetch()} />
      ) : (
        <Stack gap="lg">
          <SimpleGrid cols={{ base: 2, md: 4 }}>
            {!rights.lacks('designs.read') && <Count label="Designs" href="/designs" icon={<PenTool size={18} aria-hidden />} value={designs.data?.totalCount} />}
            {!rights.lacks('registry.read') && (
              <>
                <Count label="Models" href="/registry?tab=models" icon={<Boxes size={18} aria-hidden />} value={summary.data?.models} />
                <Count label="Components" href="/registry?tab=components" icon={<Shapes size={18} aria-hidden />} value={summary.data?.components} />
                <Count label="Relationship definitions" href="/registry?tab=relationships" icon={<Share2 size={18} aria-hidden />} value={summary.data?.relationships} />
              </>
            )}
          </SimpleGrid>
          {designs.data && designs.data.patterns.length > 0 && <Recent designs={designs.data.patterns} />}
          {designs.data?.patterns.length === 0 && canImport && <FirstSteps />}
          {designs.data?.patterns.length === 0 && !canImport && <NothingYet />}
          {rights.lacks('designs.read') && rights.lacks('registry.read') && <div className="panel"><AccessDenied needs="designs.read or registry.read" /></div>}
        </Stack>
      )}
    </>
  )
}

function Count(props: { label: string; href: string; icon: ReactNode; value: number | undefined }) {
  return (
    <Link to={props.href} className="panel" style={{ padding: 18, color: 'inherit', textDecoration: 'none' }} data-testid={`count-${props.label}`}>
      <Group gap={8} mb={4} c="dimmed"><span aria-hidden style={{ display: 'flex' }}>{props.icon}</span><Text size="sm">{props.label}</Text></Group>
      {props.value === undefined ? <Skeleton height={30} width={60} mt={6} /> : <div className="number">{props.value.toLocaleString('en')}</div>}
    </Link>
  )
}

function Recent({ designs }: { designs: StoredDesign[] }) {
  return (
    <section className="panel" style={{ padding: 20 }} aria-labelledby="recent">
      <Title order={2} size="h4" id="recent" mb="sm">Worked on last</Title>
      <Stack gap="xs">
        {designs.map((design) => (
          <Group key={design.id} justify="space-between" wrap="nowrap">
            <Link to="/designs/$id" params={{ id: design.id }} className="row-link">{design.name}</Link>
            <Text size="sm" c="dimmed">{design.componentCount} components · {design.relationshipCount} relationships · {ago(design.updatedAt)}</Text>
          </Group>
        ))}
      </Stack>
    </section>
  )
}

function FirstSteps() {
  return (
    <section className="panel" style={{ padding: 24 }} aria-labelledby="first-steps">
      <Title order={2} size="h4" id="first-steps">See a manifest understood</Title>
      <Text c="dimmed" mt={6} mb="md" maw={620}>
        Bring a Kubernetes manifest: its objects are recognised from the registry and the relationships between them are drawn.
        Drop the file on the designs page, or use the terminal:
      </Text>
      <Code block>mesheryctl design import -f app.yaml</Code>
      <Button mt="md" renderRoot={(props) => <Link to="/designs" search={{ import: true }} {...props} />} leftSection={<Upload size={16} aria-hidden />}>Import a manifest</Button>
    </section>
  )
}

function NothingYet() {
  return (
    <div className="panel">
      <EmptyState icon={<PenTool size={40} aria-hidden />} title="No designs yet" text="You may look at designs, but there is none you could see so far." />
    </div>
  )
}
