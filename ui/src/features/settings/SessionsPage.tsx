import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { MonitorSmartphone } from 'lucide-react'
import { useState } from 'react'
import type { Session } from '../../api/client'
import { queries } from '../../api/queries'
import { tokens, useEndSession } from '../../api/tokens'
import { Ago } from '../../components/Ago'
import { type Column, DataTable } from '../../components/DataTable'
import { EmptyState } from '../../components/EmptyState'
import { PageHeader } from '../../components/PageHeader'
import { RemoveDialog } from '../../components/RemoveDialog'
import { toListState, withListState } from '../../lib/search'
import { PasswordForm } from './PasswordForm'

const route = getRouteApi('/shell/settings/sessions')
const PAGE_SIZE = 25

/** Where one is signed in, and how. */
export function SessionsPage() {
  const state = toListState(route.useSearch())
  const navigate = route.useNavigate()
  const { data, error, isPending, refetch } = useQuery(tokens.sessions({ ...state, pagesize: PAGE_SIZE }))
  const [doomed, setDoomed] = useState<Session>()
  const end = useEndSession()
  return (
    <Stack gap="xl">
      <div>
        <PageHeader title="Sessions" text="Where you are signed in. End what you don't recognise, then change your password." />
        <DataTable
          label="Sessions"
          columns={columns(setDoomed)}
          items={data?.sessions}
          total={data?.totalCount ?? 0}
          pageSize={PAGE_SIZE}
          state={state}
          onState={(next) => void navigate({ search: (old) => withListState(old, next) })}
          itemKey={(session) => session.id}
          isSearchable={false}
          isLoading={isPending}
          error={error}
          onRetry={() => void refetch()}
          empty={<EmptyState icon={<MonitorSmartphone size={40} aria-hidden />} title="No sessions" text="Your provider asks nobody to sign in." />}
        />
      </div>
      <PasswordSection />
      <RemoveDialog
        item={doomed}
        id={(session) => session.id}
        mutation={end}
        title={(session) => `End the session of ${session.client || 'an unknown client'}?`}
        text={() => 'Whoever uses it has to sign in again.'}
        action="End session"
        done={() => 'The session is over'}
        failed="The session goes on"
        onClose={() => setDoomed(undefined)}
      />
    </Stack>
  )
}

/** Changing the password, for those whose provider has one. */
function PasswordSection() {
  const { data: user } = useQuery(queries.user)
  const { data: providers } = useQuery(queries.providers)
  if (!user || providers?.[user.provider]?.sign_in !== 'password') return null
  return <PasswordForm login={user.userId} />
}

function columns(onEnd: (session: Session) => void): Column<Session>[] {
  return [
    {
      key: 'client',
      title: 'Where',
      render: (session) => (
        <Group gap="xs">
          <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>{session.client || 'Unknown'}</Text>
          {session.current && <Badge variant="outline" c="inherit">this one</Badge>}
        </Group>
      ),
    },
    { key: 'kind', title: 'Kind', hideBelow: 'sm', render: (session) => (session.kind === 'cli' ? 'command line' : session.kind) },
    { key: 'provider', title: 'Provider', hideBelow: 'md', render: (session) => session.provider },
    { key: 'began', title: 'Began', hideBelow: 'sm', render: (session) => <Ago time={session.createdAt} /> },
    { key: 'used', title: 'Last used', render: (session) => <Ago time={session.lastUsedAt} /> },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (session) =>
        session.current ? (
          <Button component="a" href="/user/logout" size="xs" variant="default">Sign out</Button>
        ) : (
          <Button size="xs" variant="default" c="var(--danger-text)" aria-label={`End the session of ${session.client || 'an unknown client'}`} onClick={() => onEnd(session)}>End</Button>
        ),
    },
  ]
}
