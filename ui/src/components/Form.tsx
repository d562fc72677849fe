import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { FormProblem } from './FormProblem'

/** A form with its fields below each other and, below them, why it was refused. The server is asked once, by `onSubmit`. */
export function Form(props: { label: string; error: unknown; onSubmit: () => void; children: ReactNode; actions: ReactNode }) {
  return (
    <form
      noValidate
      aria-label={props.label}
      onSubmit={(event) => {
        event.preventDefault()
        props.onSubmit()
      }}
    >
      <Stack gap="sm">
        {props.children}
        <FormProblem error={props.error} />
        {props.actions}
      </Stack>
    </form>
  )
}
