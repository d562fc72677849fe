import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useSignIn } from '../../api/accounts'
import { Form } from '../../components/Form'

/** Name and password. */
export function SignInForm({ onDone }: { onDone: () => void }) {
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [isSent, setSent] = useState(false)
  const signIn = useSignIn()
  const submit = () => {
    setSent(true)
    if (login.trim() !== '' && password !== '') signIn.mutate({ login: login.trim(), password }, { onSuccess: onDone })
  }
  return (
    <Form
      label="Sign in"
      error={signIn.error}
      onSubmit={submit}
      actions={<Button type="submit" fullWidth loading={signIn.isPending || signIn.isSuccess} data-testid="sign-in">Sign in</Button>}
    >
      <TextInput
        label="Name"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        required
        value={login}
        error={isSent && login.trim() === '' ? 'The name is needed' : undefined}
        onChange={(event) => setLogin(event.currentTarget.value)}
        data-testid="login"
      />
      <PasswordInput
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        value={password}
        error={isSent && password === '' ? 'The password is needed' : undefined}
        onChange={(event) => setPassword(event.currentTarget.value)}
        data-testid="password"
      />
    </Form>
  )
}
