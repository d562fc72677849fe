import { Button, Checkbox, Group, PasswordInput, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useChangePassword } from '../../api/accounts'
import { Form } from '../../components/Form'
import { faultOf, PasswordPair } from '../../components/PasswordPair'

const EMPTY = { current: '', next: '', repeated: '', isKept: false, isSent: false }

/** Changes one's own password. The present one is asked for: an unattended screen must not be enough. */
export function PasswordForm({ login }: { login: string }) {
  const [draft, setDraft] = useState(EMPTY)
  const set = (next: Partial<typeof EMPTY>) => setDraft((old) => ({ ...old, ...next }))
  const change = useChangePassword()
  const submit = () => {
    set({ isSent: true })
    if (draft.current === '' || faultOf(draft.next, draft.repeated)) return
    change.mutate(
      { currentPassword: draft.current, newPassword: draft.next, keepOtherSessions: draft.isKept },
      {
        onSuccess: () => {
          setDraft(EMPTY)
          notifications.show({ message: 'Your password is changed' })
        },
      },
    )
  }
  return (
    <section className="panel" style={{ padding: 24, maxWidth: 520 }} aria-labelledby="password">
      <Title order={2} size="h4" id="password" mb="sm">Password</Title>
      <Form
        label="Change the password"
        error={change.error}
        onSubmit={submit}
        actions={<Group justify="flex-end"><Button type="submit" loading={change.isPending} data-testid="password-submit">Change password</Button></Group>}
      >
        {/* Password keepers look for the name the password belongs to. */}
        <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
        <PasswordInput
          label="Present password"
          autoComplete="current-password"
          required
          value={draft.current}
          error={draft.isSent && draft.current === '' ? 'The present password is needed' : undefined}
          onChange={(event) => set({ current: event.currentTarget.value })}
          data-testid="password-current"
        />
        <PasswordPair
          label="New password"
          value={draft.next}
          repeated={draft.repeated}
          isSent={draft.isSent}
          onChange={(next) => set({ next })}
          onRepeat={(repeated) => set({ repeated })}
        />
        <Checkbox
          label="Stay signed in elsewhere"
          description="Otherwise your other sessions and your API tokens end"
          checked={draft.isKept}
          onChange={(event) => set({ isKept: event.currentTarget.checked })}
        />
      </Form>
    </section>
  )
}
