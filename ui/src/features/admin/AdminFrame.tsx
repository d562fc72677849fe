import { Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { queries } from '../../api/queries'
import { useRights } from '../../api/rights'
import { PageHeader } from '../../components/PageHeader'

export type Part = 'users' | 'invitations' | 'roles'

/** Header and tabs of the pages about people. Only parts that may be seen have a tab. */
export function AdminFrame({ part, actions, children }: { part: Part; actions?: ReactNode; children: ReactNode }) {
  const navigate = useNavigate()
  const rights = useRights()
  const hasInvitations = useInvitations()
  const go = (to: string | null) =>
    void (to === 'roles' ? navigate({ to: '/admin/roles' }) : navigate({ to: '/admin/users', search: { tab: to === 'invitations' ? to : undefined } }))
  return (
    <>
      <PageHeader title="Users and roles" text="Who may come in here, and what they may do." actions={actions} />
      <Tabs value={part} onChange={go} keepMounted={false}>
        <Tabs.List mb="md" aria-label="Users and roles">
          {!rights.lacks('users.read') && <Tabs.Tab value="users">Users</Tabs.Tab>}
          {(hasInvitations || part === 'invitations') && <Tabs.Tab value="invitations">Invitations</Tabs.Tab>}
          {!rights.lacks('roles.read') && <Tabs.Tab value="roles">Roles</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value={part}>{children}</Tabs.Panel>
      </Tabs>
    </>
  )
}

/** Tells whether there is somebody who can invite: a provider with accounts of its own, and the right. */
export function useInvitations(): boolean {
  const { data: providers } = useQuery(queries.providers)
  const rights = useRights()
  return rights.can('users.write') && Object.values(providers ?? {}).some((provider) => provider.sign_in === 'password')
}
