import { ActionIcon, Badge, Button, Group, Menu, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Ellipsis, Eye, Pencil, Plus, ShieldCheck, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Role } from '../../api/client'
import { useRights } from '../../api/rights'
import { useDeleteRole, users } from '../../api/users'
import { type Column, DataTable } from '../../components/DataTable'
import { EmptyState } from '../../components/EmptyState'
import { Guard } from '../../components/Guard'
import { RemoveDialog } from '../../components/RemoveDialog'
import { toListState, withListState } from '../../lib/search'
import { AdminFrame } from './AdminFrame'
import { RoleDialog } from './RoleDialog'

const route = getRouteApi('/shell/admin/roles')
const PAGE_SIZE = 25

/** What people may do, by name. */
export const RolesPage = () => <Guard needs={['roles.read']}><RoleList /></Guard>

function RoleList() {
  const state = toListState(route.useSearch())
  const navigate = route.useNavigate()
  const { data, error, isPending, refetch } = useQuery(users.rolePage({ ...state, pagesize: PAGE_SIZE }))
  const canWrite = useRights().can('roles.write')
  const [shown, setShown] = useState<Role | 'new'>()
  const [doomed, setDoomed] = useState<Role>()
  const remove = useDeleteRole()
  const button = canWrite && <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setShown('new')} data-testid="new-role">New role</Button>
  return (
    <AdminFrame part="roles" actions={button}>
      <DataTable
        label="Roles"
        columns={columns({ canWrite, onOpen: setShown, onDelete: setDoomed })}
        items={data?.roles}
        total={data?.totalCount ?? 0}
        pageSize={PAGE_SIZE}
        state={state}
        onState={(next) => void navigate({ search: (old) => withListState(old, next) })}
        itemKey={(role) => role.id}
        isSearchable={false}
        isLoading={isPending}
        error={error}
        onRetry={() => void refetch()}
        empty={<EmptyState icon={<ShieldCheck size={40} aria-hidden />} title="No roles" text="A role is a name for what somebody may do." action={button} />}
      />
      {shown && <RoleDialog key={shown === 'new' ? 'new' : shown.id} role={shown === 'new' ? undefined : shown} canWrite={canWrite} onClose={() => setShown(undefined)} />}
      <RemoveDialog
        item={doomed}
        id={(role) => role.id}
        mutation={remove}
        title={(role) => `Delete the role “${role.roleName}”?`}
        text={(role) => (role.userCount === 0 ? 'Nobody has it.' : `${loss(role.userCount)} what only this role permits, at once.`)}
        action="Delete"
        done={(role) => `“${role.roleName}” is deleted`}
        failed="The role is still there"
        onClose={() => setDoomed(undefined)}
      />
    </AdminFrame>
  )
}

const loss = (count: number) => (count === 1 ? '1 user loses' : `${count} users lose`)

interface Actions {
  canWrite: boolean
  onOpen: (role: Role) => void
  onDelete: (role: Role) => void
}

function columns(actions: Actions): Column<Role>[] {
  return [
    {
      key: 'name',
      title: 'Role',
      render: (role) => (
        <Group gap="xs">
          <button type="button" className="sort-button" onClick={() => actions.onOpen(role)}>{role.roleName}</button>
          {role.builtIn && <Badge variant="outline" c="inherit">built in</Badge>}
        </Group>
      ),
    },
    { key: 'description', title: 'Description', hideBelow: 'sm', render: (role) => <Text size="sm" c="dimmed">{role.description}</Text> },
    { key: 'keys', title: 'Permissions', align: 'right', render: (role) => role.keys.length },
    { key: 'users', title: 'Users', align: 'right', render: (role) => role.userCount },
    { key: 'actions', title: '', align: 'right', render: (role) => <RowMenu role={role} {...actions} /> },
  ]
}

function RowMenu({ role, canWrite, onOpen, onDelete }: Actions & { role: Role }) {
  const isFixed = role.builtIn || !canWrite
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${role.roleName}`}><Ellipsis size={16} aria-hidden /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={isFixed ? <Eye size={15} aria-hidden /> : <Pencil size={15} aria-hidden />} onClick={() => onOpen(role)}>{isFixed ? 'View' : 'Edit'}</Menu.Item>
        {!isFixed && <Menu.Item color="red" leftSection={<Trash2 size={15} aria-hidden />} onClick={() => onDelete(role)}>Delete</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}
