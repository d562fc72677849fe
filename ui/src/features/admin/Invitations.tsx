import { Badge, Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { MailPlus } from 'lucide-react'
import { useState } from 'react'
import { accounts, useRevokeInvitation } from '../../api/accounts'
import type { Invitation } from '../../api/client'
import { useRights } from '../../api/rights'
import { Ago } from '../../components/Ago'
import { type Column, DataTable } from '../../components/DataTable'
import { EmptyState } from '../../components/EmptyState'
import { RemoveDialog } from '../../components/RemoveDialog'
import { toListState, withListState } from '../../lib/search'
import { AdminFrame, useInvitations } from './AdminFrame'
import { InviteDialog } from './InviteDialog'

const route = getRouteApi('/shell/admin/users')
const PAGE_SIZE = 25

/** Invitations nobody has taken up yet. */
export function Invitations() {
  const state = toListState(route.useSearch())
  const navigate = route.useNavigate()
  const { data, error, isPending, refetch } = useQuery(accounts.invitations({ ...state, pagesize: PAGE_SIZE }))
  const rights = useRights()
  const canInvite = useInvitations() && rights.can('roles.read')
  const [isNew, setNew] = useState(false)
  const [doomed, setDoomed] = useState<Invitation>()
  const revoke = useRevokeInvitation()
  const button = canInvite && <Button leftSection={<MailPlus size={16} aria-hidden />} onClick={() => setNew(true)} data-testid="invite">Invite</Button>
  return (
    <AdminFrame part="invitations" actions={button}>
      <DataTable
        label="Invitations"
        columns={columns(setDoomed)}
        items={data?.invitations}
        total={data?.totalCount ?? 0}
        pageSize={PAGE_SIZE}
        state={state}
        onState={(next) => void navigate({ search: (old) => withListState(old, next) })}
        itemKey={(invitation) => invitation.id}
        isSearchable={false}
        isLoading={isPending}
        error={error}
        onRetry={() => void refetch()}
        empty={<EmptyState icon={<MailPlus size={40} aria-hidden />} title="No open invitations" text="An invitation is a link. Whoever opens it chooses a name and a password and is in." action={button} />}
      />
      {isNew && <InviteDialog onClose={() => setNew(false)} />}
      <RemoveDialog
        item={doomed}
        id={(invitation) => invitation.id}
        mutation={revoke}
        title={() => 'Take the invitation back?'}
        text={() => 'Its link leads nowhere from then on.'}
        action="Take back"
        done={() => 'The invitation is taken back'}
        failed="The invitation stands"
        onClose={() => setDoomed(undefined)}
      />
    </AdminFrame>
  )
}

function columns(onRevoke: (invitation: Invitation) => void): Column<Invitation>[] {
  return [
    { key: 'email', title: 'For', render: (invitation) => <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>{invitation.email || 'whoever has the link'}</Text> },
    { key: 'roles', title: 'Roles', render: (invitation) => <Group gap={4}>{invitation.roles.map((role) => <Badge key={role} variant="default" tt="none">{role}</Badge>)}</Group> },
    { key: 'created', title: 'Made', hideBelow: 'sm', render: (invitation) => <Ago time={invitation.createdAt} /> },
    { key: 'expires', title: 'Ends', render: (invitation) => <Ago time={invitation.expiresAt} /> },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (invitation) => (
        <Button size="xs" variant="default" c="var(--danger-text)" aria-label={`Take back the invitation for ${invitation.email || 'whoever has the link'}`} onClick={() => onRevoke(invitation)}>Take back</Button>
      ),
    },
  ]
}
