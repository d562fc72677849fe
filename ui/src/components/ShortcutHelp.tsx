import { Group, Kbd, Modal, Stack, Text } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'

const SHORTCUTS: [string, string][] = [
  ['Ctrl K', 'Find pages, designs and everything in the registry'],
  ['/', 'Search on this page'],
  ['?', 'Show this list'],
  ['Tab, arrows', 'Move between components on the canvas'],
  ['Enter', 'Inspect the component'],
  ['Arrows', 'Walk a tree: open, close, up and down'],
  ['Esc', 'Close what is open'],
]

/** The list of shortcuts; also makes `/` jump to the search field of the page. */
export function ShortcutHelp(props: { isOpen: boolean; onOpen: () => void; onClose: () => void }) {
  useHotkeys([
    ['shift+?', props.onOpen],
    ['/', () => document.querySelector<HTMLInputElement>('[data-search]')?.focus()],
  ])
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title="Keyboard shortcuts" centered>
      <Stack gap="xs">
        {SHORTCUTS.map(([keys, what]) => (
          <Group key={keys} justify="space-between"><Text size="sm">{what}</Text><Kbd>{keys}</Kbd></Group>
        ))}
      </Stack>
    </Modal>
  )
}
