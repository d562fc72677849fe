import { Button, Group, Loader, Modal, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Role } from '../../api/client'
import { users, useSaveRole } from '../../api/users'
import { ErrorPanel } from '../../components/ErrorPanel'
import { Form } from '../../components/Form'
import { KeyChecklist } from '../../components/KeyChecklist'

const NAME = /^[a-z0-9_-]{1,64}$/

/** Shows a role, or makes or changes one. Built-in roles and those without the right to write can only be read. */
export function RoleDialog({ role, canWrite, onClose }: { role: Role | undefined; canWrite: boolean; onClose: () => void }) {
  const [roleName, setRoleName] = useState(role?.roleName ?? '')
  const [description, setDescription] = useState(role?.description ?? '')
  const [chosen, setChosen] = useState(role?.keys ?? [])
  const { data: keys, error, refetch } = useQuery(users.keys)
  const save = useSaveRole()
  const isFixed = !canWrite || role?.builtIn === true
  const isNamed = NAME.test(roleName)
  const title = role === undefined ? 'New role' : `Role ${role.roleName}`
  const submit = () => {
    if (isFixed || !isNamed) return
    const onSuccess = () => {
      notifications.show({ message: `The role “${roleName}” is saved` })
      onClose()
    }
    save.mutate({ id: role?.id, roleName, description: description.trim(), keys: chosen }, { onSuccess })
  }
  return (
    <Modal opened onClose={onClose} title={title} size="lg" centered>
      <Form
        label={title}
        error={save.error}
        onSubmit={submit}
        actions={
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{isFixed ? 'Close' : 'Cancel'}</Button>
            {!isFixed && <Button type="submit" disabled={!isNamed} loading={save.isPending} data-testid="role-submit">Save</Button>}
          </Group>
        }
      >
        {role?.builtIn && <Text size="sm" c="dimmed">This role comes with the server and stays as it is.</Text>}
        {role === undefined && (
          <TextInput
            label="Name"
            description="Lower-case letters, digits, - and _; it stays"
            placeholder="auditor"
            required
            data-autofocus
            value={roleName}
            error={roleName !== '' && !isNamed ? 'Only lower-case letters, digits, - and _, at most 64' : undefined}
            onChange={(event) => setRoleName(event.currentTarget.value)}
            data-testid="role-name"
          />
        )}
        <TextInput label="Description" readOnly={isFixed} value={description} onChange={(event) => setDescription(event.currentTarget.value)} data-testid="role-description" />
        {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : null}
        {!keys && !error && <Loader />}
        {keys && <KeyChecklist keys={keys} value={chosen} onChange={setChosen} isDisabled={isFixed} />}
      </Form>
    </Modal>
  )
}
