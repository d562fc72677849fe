import { Button, Group, Modal, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { User } from '../../api/client'
import { useAssignRoles } from '../../api/users'
import { Form } from '../../components/Form'
import { fullName, givenRoles } from '../../lib/roles'
import { RoleChecklist } from './RoleChecklist'

/** Gives a user roles and takes them away. What the provider gives stays. */
export function UserRolesDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const [roles, setRoles] = useState(user.assignedRoles ?? [])
  const assign = useAssignRoles()
  const given = givenRoles(user)
  const submit = () =>
    assign.mutate(
      { id: user.id, roles },
      {
        onSuccess: () => {
          notifications.show({ message: `The roles of “${user.userId}” are saved` })
          onClose()
        },
      },
    )
  return (
    <Modal opened onClose={onClose} title={`Roles of ${fullName(user)}`} centered>
      <Form
        label={`Roles of ${fullName(user)}`}
        error={assign.error}
        onSubmit={submit}
        actions={
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>Cancel</Button>
            <Button type="submit" loading={assign.isPending} data-testid="roles-submit">Save</Button>
          </Group>
        }
      >
        {given.length > 0 && <Text size="sm">The provider {user.provider} gives: {given.join(', ')}. These stay.</Text>}
        <RoleChecklist label="Roles given here" value={roles} onChange={setRoles} />
      </Form>
    </Modal>
  )
}
