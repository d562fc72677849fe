import { notifications } from '@mantine/notifications'
import type { UseMutationResult } from '@tanstack/react-query'
import { describe } from '../lib/problem'
import { ConfirmDialog } from './ConfirmDialog'

/** Asks before one item of a list is removed, removes it, and says how that went. */
export function RemoveDialog<T>(props: {
  item: T | undefined
  id: (item: T) => string
  mutation: UseMutationResult<void, Error, string>
  title: (item: T) => string
  text: (item: T) => string
  action: string
  done: (item: T) => string
  failed: string
  onClose: () => void
  onDone?: (item: T) => void
}) {
  const { item } = props
  const confirm = () => {
    if (item === undefined) return
    props.mutation.mutate(props.id(item), {
      onSuccess: () => {
        notifications.show({ message: props.done(item) })
        props.onClose()
        props.onDone?.(item)
      },
      onError: (error) => notifications.show({ color: 'red', title: props.failed, message: describe(error).message }),
    })
  }
  return (
    <ConfirmDialog
      title={item === undefined ? '' : props.title(item)}
      text={item === undefined ? '' : props.text(item)}
      action={props.action}
      isOpen={item !== undefined}
      isBusy={props.mutation.isPending}
      onConfirm={confirm}
      onClose={props.onClose}
    />
  )
}
