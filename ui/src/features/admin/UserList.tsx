import { ActionIcon, Badge, Group, Menu, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Ellipsis, ShieldCheck, Trash2, Users } from 'lucide-react'
import { useState } from 'react'
import type { User } from '../../api/client'
import { queries } from '../../api/queries'
import { type Rights, useRights } from '../../api/rights'
import { useRemoveUser, users } from '../../api/users'
import { Ago } from '../../components/Ago'
import { type Column, DataTable } from '../../components/DataTable'
import { EmptyState } from '../../components/EmptyState'
import { RemoveDialog } from '../../components/RemoveDialog'
import { fullName } from '../../lib/roles'
import { toListState, withListState } from '../../lib/search'
import { UserRolesDialog } from './UserRolesDialog'

const route = getRouteApi('/shell/admin/users')
const PAGE_SIZE = 25

/** The users of this server. */
export function UserList() {
  const state = toListState(route.useSearch(), 'user_id asc')
  const navigate = route.useNavigate()
  const { data, error, isPending, refetch } = useQuery(users.list({ ...state, pagesize: PAGE_SIZE }))
  const { data: me } = useQuery(queries.user)
  const rights = useRights()
  const remove = useRemoveUser()
  const [chosen, setChosen] = useState<User>()
  const [doomed, setDoomed] = useState<User>()
  return (
    <>
      <DataTable
        label="Users"
        columns={columns({ rights, me: me?.id, onRoles: setChosen, onRemove: setDoomed })}
        items={data?.data}
        total={data?.totalCount ?? 0}
        pageSize={PAGE_SIZE}
        state={state}
        onState={(next) => void navigate({ search: (old) => withListState(old, next) })}
        itemKey={(user) => user.id}
        isLoading={isPending}
        error={error}
        onRetry={() => void refetch()}
        empty={<EmptyState icon={<Users size={40} aria-hidden />} title="Nobody yet" text="Users appear here when they first sign in." />}
      />
      {chosen && <UserRolesDialog key={chosen.id} user={chosen} onClose={() => setChosen(undefined)} />}
      <RemoveDialog
        item={doomed}
        id={(user) => user.id}
        mutation={remove}
        title={(user) => `Remove “${user.userId}”?`}
        text={(user) => (user.id === me?.id ? 'This is you. You will be signed out at once.' : 'All their sessions and API tokens end at once.')}
        action="Remove"
        done={(user) => `“${user.userId}” is removed`}
        failed="The user is still there"
        onClose={() => setDoomed(undefined)}
      />
    </>
  )
}

interface Actions {
  rights: Rights
  me: string | undefined
  onRoles: (user: User) => void
  onRemove: (user: User) => void
}

function columns(actions: Actions): Column<User>[] {
  return [
    {
      key: 'login',
      title: 'Name',
      order: 'user_id',
      render: (user) => (
        <>
          <Group gap="xs">
            <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>{user.userId}</Text>
            {user.id === actions.me && <Badge variant="outline" c="inherit">you</Badge>}
            {user.status === 'pending' && <Badge variant="outline" c="inherit">pending</Badge>}
          </Group>
          {fullName(user) !== user.userId && <Text size="sm" c="dimmed">{fullName(user)}</Text>}
        </>
      ),
    },
    { key: 'email', title: 'Mail', order: 'email', hideBelow: 'md', render: (user) => <Text size="sm" style={{ overflowWrap: 'anywhere' }}>{user.email}</Text> },
    { key: 'provider', title: 'Provider', hideBelow: 'md', render: (user) => user.provider },
    { key: 'roles', title: 'Roles', render: (user) => <Group gap={4}>{(user.roleNames ?? []).map((role) => <Badge key={role} variant="default" tt="none">{role}</Badge>)}</Group> },
    { key: 'created', title: 'Since', order: 'created_at', hideBelow: 'md', render: (user) => <Ago time={user.createdAt} otherwise="" /> },
    { key: 'seen', title: 'Last signed in', order: 'last_login_time', hideBelow: 'sm', render: (user) => <Ago time={user.lastLoginTime} /> },
    { key: 'actions', title: '', align: 'right', render: (user) => <RowMenu user={user} {...actions} /> },
  ]
}

function RowMenu({ user, rights, onRoles, onRemove }: Actions & { user: User }) {
  if (!rights.can('users.write')) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${user.userId}`}><Ellipsis size={16} aria-hidden /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {rights.can('roles.read') && <Menu.Item leftSection={<ShieldCheck size={15} aria-hidden />} onClick={() => onRoles(user)}>Roles</Menu.Item>}
        <Menu.Item color="red" leftSection={<Trash2 size={15} aria-hidden />} onClick={() => onRemove(user)}>Remove</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
