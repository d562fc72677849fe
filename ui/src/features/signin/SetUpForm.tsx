import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useSetUp } from '../../api/accounts'
import { Form } from '../../components/Form'
import { AccountFields, EMPTY_DRAFT, isReady, toAccount } from './AccountFields'

/** Makes the first administrator. The setup token proves that it is whoever started the server. */
export function SetUpForm({ onDone }: { onDone: () => void }) {
  const [setupToken, setSetupToken] = useState('')
  const [email, setEmail] = useState('')
  const [draft, setDraft] = useState(EMPTY_DRAFT)
  const [isSent, setSent] = useState(false)
  const setUp = useSetUp()
  const submit = () => {
    setSent(true)
    if (setupToken.trim() === '' || !isReady(draft)) return
    setUp.mutate({ ...toAccount(draft), setupToken: setupToken.trim(), email: email.trim() }, { onSuccess: onDone })
  }
  return (
    <Form
      label="Set up"
      error={setUp.error}
      onSubmit={submit}
      actions={<Button type="submit" fullWidth loading={setUp.isPending || setUp.isSuccess} data-testid="set-up">Make the first administrator</Button>}
    >
      <TextInput
        label="Setup token"
        description="The server printed it when it started"
        autoComplete="off"
        spellCheck={false}
        autoFocus
        required
        value={setupToken}
        error={isSent && setupToken.trim() === '' ? 'The token is needed' : undefined}
        onChange={(event) => setSetupToken(event.currentTarget.value)}
        data-testid="setup-token"
      />
      <AccountFields draft={draft} isSent={isSent} onChange={setDraft} />
      <TextInput label="Mail address" type="email" autoComplete="email" value={email} onChange={(event) => setEmail(event.currentTarget.value)} data-testid="email" />
    </Form>
  )
}
