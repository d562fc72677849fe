import { Checkbox, Loader, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { users } from '../../api/users'
import { ErrorPanel } from '../../components/ErrorPanel'

/** Roles to be ticked. */
export function RoleChecklist(props: { label: string; value: string[]; onChange: (value: string[]) => void }) {
  const { data: roles, error, refetch } = useQuery(users.roles)
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!roles) return <Loader />
  return (
    <Checkbox.Group label={props.label} value={props.value} onChange={props.onChange}>
      <Stack gap="xs" mt={6}>
        {roles.map((role) => (
          <Checkbox key={role.id} value={role.roleName} label={role.roleName} description={role.description} data-testid={`role-${role.roleName}`} />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
