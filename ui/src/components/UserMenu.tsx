import { ActionIcon, Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleUser, KeyRound, LogOut, MonitorSmartphone, Ticket, Users } from 'lucide-react'
import { queries } from '../api/queries'
import { useRights } from '../api/rights'
import { fullName } from '../lib/roles'
import { TokenDialog } from './TokenDialog'

/** Who one is here, and what is one's own. */
export function UserMenu() {
  const { data: user } = useQuery(queries.user)
  const rights = useRights()
  const client = useQueryClient()
  const [isTokenOpen, token] = useDisclosure()
  const isNobody = user?.provider === 'None'
  const admin = rights.can('users.read') ? '/admin/users' : rights.can('roles.read') ? '/admin/roles' : undefined
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label="User" data-testid="user-menu"><CircleUser size={18} aria-hidden /></ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {user && <Menu.Label>{fullName(user)} · provider {user.provider}</Menu.Label>}
          <Menu.Item leftSection={<KeyRound size={15} aria-hidden />} onClick={token.open}>Get token</Menu.Item>
          <Menu.Item renderRoot={(props) => <Link to="/settings/tokens" {...props} />} leftSection={<Ticket size={15} aria-hidden />}>API tokens</Menu.Item>
          {user && !isNobody && (
            <Menu.Item renderRoot={(props) => <Link to="/settings/sessions" {...props} />} leftSection={<MonitorSmartphone size={15} aria-hidden />}>Sessions &amp; password</Menu.Item>
          )}
          {admin && (
            <Menu.Item renderRoot={(props) => <Link to={admin} {...props} />} leftSection={<Users size={15} aria-hidden />}>Users and roles</Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item component="a" href="/user/logout" leftSection={<LogOut size={15} aria-hidden />} onClick={() => client.clear()} data-testid="sign-out">
            {isNobody ? 'Change provider' : 'Sign out'}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <TokenDialog isOpen={isTokenOpen} onClose={token.close} />
    </>
  )
}
