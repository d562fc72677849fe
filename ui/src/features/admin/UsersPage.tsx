import { getRouteApi } from '@tanstack/react-router'
import { Guard } from '../../components/Guard'
import { AdminFrame } from './AdminFrame'
import { Invitations } from './Invitations'
import { UserList } from './UserList'

const route = getRouteApi('/shell/admin/users')

/** Everybody who has ever come in, and who is invited. */
export function UsersPage() {
  const { tab } = route.useSearch()
  if (tab === 'invitations') return <Guard needs={['users.write']}><Invitations /></Guard>
  return <Guard needs={['users.read']}><AdminFrame part="users"><UserList /></AdminFrame></Guard>
}
