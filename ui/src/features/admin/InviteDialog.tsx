import { Alert, Button, Code, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core'
import { Link2 } from 'lucide-react'
import { useState } from 'react'
import { useInvite } from '../../api/accounts'
import { CopyButton } from '../../components/CopyButton'
import { Form } from '../../components/Form'
import { takeFocus } from '../../components/takeFocus'
import { RoleChecklist } from './RoleChecklist'

const LIFETIMES = [
  { value: '1', label: '1 day' },
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
]

/** Makes an invitation and shows its link, this once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const invite = useInvite()
  const made = invite.data
  return (
    <Modal
      opened
      onClose={onClose}
      title={made ? 'The invitation is made' : 'Invite somebody'}
      size="lg"
      centered
      closeOnClickOutside={!made}
      closeOnEscape={!made}
      withCloseButton={!made}
    >
      {made ? <Made link={`${location.origin}/invite#${made.code}`} email={made.email} onClose={onClose} /> : <InviteForm invite={invite} onClose={onClose} />}
    </Modal>
  )
}

function InviteForm({ invite, onClose }: { invite: ReturnType<typeof useInvite>; onClose: () => void }) {
  const [email, setEmail] = useState('')
  const [roles, setRoles] = useState(['viewer'])
  const [days, setDays] = useState('7')
  return (
    <Form
      label="Invite somebody"
      error={invite.error}
      onSubmit={() => invite.mutate({ email: email.trim(), roles, expiresInDays: Number(days) })}
      actions={
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>Cancel</Button>
          <Button type="submit" disabled={roles.length === 0} loading={invite.isPending} data-testid="invite-submit">Make invitation</Button>
        </Group>
      }
    >
      <TextInput label="Mail address" description="Becomes the address of the account. Nothing is sent there." type="email" data-autofocus value={email} onChange={(event) => setEmail(event.currentTarget.value)} data-testid="invite-email" />
      <RoleChecklist label="Roles of the account" value={roles} onChange={setRoles} />
      <NativeSelect label="Ends after" data={LIFETIMES} value={days} onChange={(event) => setDays(event.currentTarget.value)} />
    </Form>
  )
}

function Made({ link, email, onClose }: { link: string; email: string; onClose: () => void }) {
  return (
    <Stack ref={takeFocus} tabIndex={-1} style={{ outline: 'none' }}>
      <Alert color="yellow" icon={<Link2 size={18} aria-hidden />} title="Take the link now: it can't be shown again">
        Whoever opens it first has the account. Hand it {email ? `to ${email} ` : ''}on a way that only the right person reads.
      </Alert>
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} data-testid="invite-link">{link}</Code>
      <Group justify="flex-end" gap="xs">
        <CopyButton value={link} label="Copy link" />
        <Button size="xs" onClick={onClose} data-testid="invite-done">I have it</Button>
      </Group>
    </Stack>
  )
}
