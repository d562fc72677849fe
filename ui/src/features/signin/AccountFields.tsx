import { Group, TextInput } from '@mantine/core'
import { faultOf, PasswordPair } from '../../components/PasswordPair'

/** What every new account needs. */
export interface AccountDraft {
  login: string
  firstName: string
  lastName: string
  password: string
  repeated: string
}

export const EMPTY_DRAFT: AccountDraft = { login: '', firstName: '', lastName: '', password: '', repeated: '' }

/** Tells whether a draft can be sent. */
export const isReady = (draft: AccountDraft) => draft.login.trim() !== '' && faultOf(draft.password, draft.repeated) === undefined

/** The part of a draft that is sent. */
export const toAccount = ({ login, firstName, lastName, password }: AccountDraft) => ({
  login: login.trim(),
  firstName: firstName.trim(),
  lastName: lastName.trim(),
  password,
})

/** The fields of a new account: how one signs in, and what one is called. */
export function AccountFields(props: { draft: AccountDraft; isSent: boolean; onChange: (draft: AccountDraft) => void }) {
  const { draft, isSent } = props
  const set = (next: Partial<AccountDraft>) => props.onChange({ ...draft, ...next })
  return (
    <>
      <TextInput
        label="Name to sign in with"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        value={draft.login}
        error={isSent && draft.login.trim() === '' ? 'A name is needed' : undefined}
        onChange={(event) => set({ login: event.currentTarget.value })}
        data-testid="login"
      />
      <Group grow align="flex-start">
        <TextInput label="First name" autoComplete="given-name" value={draft.firstName} onChange={(event) => set({ firstName: event.currentTarget.value })} data-testid="first-name" />
        <TextInput label="Last name" autoComplete="family-name" value={draft.lastName} onChange={(event) => set({ lastName: event.currentTarget.value })} data-testid="last-name" />
      </Group>
      <PasswordPair
        label="Password"
        value={draft.password}
        repeated={draft.repeated}
        isSent={isSent}
        onChange={(password) => set({ password })}
        onRepeat={(repeated) => set({ repeated })}
      />
    </>
  )
}
