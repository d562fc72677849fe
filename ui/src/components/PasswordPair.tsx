import { PasswordInput } from '@mantine/core'

const LEAST = 12
const MOST = 128

/** What is wrong with a new password before the server sees it. */
export function faultOf(password: string, repeated: string): string | undefined {
  const length = Array.from(password).length
  if (length < LEAST) return `At least ${LEAST} characters`
  if (length > MOST) return `At most ${MOST} characters`
  return password === repeated ? undefined : 'The two are not the same'
}

/** A new password, asked for twice. Faults show once the form was sent. */
export function PasswordPair(props: {
  label: string
  value: string
  repeated: string
  isSent: boolean
  onChange: (value: string) => void
  onRepeat: (value: string) => void
}) {
  const fault = props.isSent ? faultOf(props.value, props.repeated) : undefined
  const isUnequal = fault !== undefined && Array.from(props.value).length >= LEAST && props.value !== props.repeated
  return (
    <>
      <PasswordInput
        label={props.label}
        description={`${LEAST} to ${MOST} characters; a few words make a good one`}
        autoComplete="new-password"
        required
        value={props.value}
        error={isUnequal ? undefined : fault}
        onChange={(event) => props.onChange(event.currentTarget.value)}
        data-testid="password"
      />
      <PasswordInput
        label={`${props.label}, again`}
        autoComplete="new-password"
        required
        value={props.repeated}
        error={isUnequal ? fault : undefined}
        onChange={(event) => props.onRepeat(event.currentTarget.value)}
        data-testid="password-again"
      />
    </>
  )
}
