import { Alert, Button, Group, Modal, NativeSelect, Radio, Stack, Text, TextInput } from '@mantine/core'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import type { CreatedApiToken, Key } from '../../api/client'
import { useCreateApiToken } from '../../api/tokens'
import { Form } from '../../components/Form'
import { KeyChecklist } from '../../components/KeyChecklist'
import { takeFocus } from '../../components/takeFocus'
import { TokenFile } from '../../components/TokenFile'

const LIFETIMES = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
]

/** Makes a token and shows it, this once. */
export function NewTokenDialog({ keys, onClose }: { keys: Key[]; onClose: () => void }) {
  const create = useCreateApiToken()
  const made = create.data
  return (
    <Modal
      opened
      onClose={onClose}
      title={made ? 'The token is made' : 'New API token'}
      size="lg"
      centered
      // A slip must not close what can't be shown again.
      closeOnClickOutside={!made}
      closeOnEscape={!made}
      withCloseButton={!made}
    >
      {made ? <Made token={made} onClose={onClose} /> : <TokenForm keys={keys} create={create} onClose={onClose} />}
    </Modal>
  )
}

function TokenForm({ keys, create, onClose }: { keys: Key[]; create: ReturnType<typeof useCreateApiToken>; onClose: () => void }) {
  const [name, setName] = useState('')
  const [reach, setReach] = useState('all')
  const [scopes, setScopes] = useState<string[]>([])
  const [days, setDays] = useState('30')
  // No scopes at all would mean all of them.
  const isComplete = name.trim() !== '' && (reach === 'all' || scopes.length > 0)
  const submit = () => isComplete && create.mutate({ name: name.trim(), scopes: reach === 'all' ? [] : scopes, expiresInDays: Number(days) })
  return (
    <Form
      label="New API token"
      error={create.error}
      onSubmit={submit}
      actions={
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>Cancel</Button>
          <Button type="submit" disabled={!isComplete} loading={create.isPending} data-testid="token-submit">Make token</Button>
        </Group>
      }
    >
      <TextInput label="Name" description="What it is for" placeholder="deploy pipeline" maxLength={255} required data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} data-testid="token-name" />
      <NativeSelect label="Ends after" data={LIFETIMES} value={days} onChange={(event) => setDays(event.currentTarget.value)} data-testid="token-days" />
      <Radio.Group label="It may do" value={reach} onChange={setReach}>
        <Stack gap="xs" mt={6}>
          <Radio value="all" label="Everything I may do" description="also what I may do later, and no longer what I may not" />
          <Radio value="some" label="Only this" data-testid="token-some" />
        </Stack>
      </Radio.Group>
      {reach === 'some' && <KeyChecklist keys={keys} value={scopes} onChange={setScopes} />}
    </Form>
  )
}

function Made({ token, onClose }: { token: CreatedApiToken; onClose: () => void }) {
  return (
    <Stack ref={takeFocus} tabIndex={-1} style={{ outline: 'none' }}>
      <Alert color="yellow" icon={<KeyRound size={18} aria-hidden />} title="Take it now: it can't be shown again">
        <Text size="sm">Scripts send “{token.name}” as <code>Authorization: Bearer</code>; <code>mesheryctl</code> takes the file.</Text>
      </Alert>
      <TokenFile content={{ 'meshery-provider': token.provider, token: token.accessToken }} />
      <Group justify="flex-end"><Button onClick={onClose} data-testid="token-done">I have it</Button></Group>
    </Stack>
  )
}
