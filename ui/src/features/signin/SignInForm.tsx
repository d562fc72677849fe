import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useSignIn } from '../../api/accounts'
import { Form } from '../../components/Form'

/** Name and password. */
export function SignInForm({ onDone }: { onDone: () => void }) {
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useSignIn()
  const isComplete = login.trim() !== '' && password !== ''
  return (
    <Form
      label="Sign in"
      error={signIn.error}
      onSubmit={() => isComplete && signIn.mutate({ login: login.trim(), password }, { onSuccess: onDone })}
      actions={<Button type="submit" fullWidth disabled={!isComplete} loading={signIn.isPending || signIn.isSuccess} data-testid="sign-in">Sign in</Button>}
    >
      <TextInput
        label="Name"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        required
        value={login}
        onChange={(event) => setLogin(event.currentTarget.value)}
        data-testid="login"
      />
      <PasswordInput
        label="Password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        data-testid="password"
      />
    </Form>
  )
}
