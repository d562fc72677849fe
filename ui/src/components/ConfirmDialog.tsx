import { Button, Group, Modal, Text } from '@mantine/core'

/** Asks before something is gone. */
export function ConfirmDialog(props: {
  title: string
  text: string
  action: string
  isOpen: boolean
  isBusy?: boolean
  onConfirm: () => void
  onClose: () => void
}) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={props.title} centered>
      <Text size="sm">{props.text}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={props.onClose}>Cancel</Button>
        <Button color="red.8" loading={props.isBusy ?? false} onClick={props.onConfirm} data-autofocus data-testid="confirm">
          {props.action}
        </Button>
      </Group>
    </Modal>
  )
}
