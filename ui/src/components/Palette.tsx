import { Combobox, Modal, TextInput, useCombobox } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useHits } from './paletteHits'

/** Finds pages, designs and everything in the registry from anywhere. */
export function Palette(props: { isOpen: boolean; onOpen: () => void; onClose: () => void }) {
  const [text, setText] = useState('')
  const navigate = useNavigate()
  const { hits, isSearching } = useHits(text, props.isOpen)
  const combobox = useCombobox({ opened: true })
  useHotkeys([['mod+K', props.onOpen]], [])
  const first = hits[0]?.href
  const { selectFirstOption } = combobox
  // Enter takes the best hit, also when it came late.
  useEffect(() => {
    if (first) selectFirstOption()
  }, [first, selectFirstOption])
  const go = (href: string) => {
    props.onClose()
    setText('')
    void navigate({ href })
  }
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} withCloseButton={false} size="lg" padding="sm" yOffset="12vh" title="Find" styles={{ header: { display: 'none' } }}>
      <Combobox store={combobox} onOptionSubmit={go}>
        <Combobox.EventsTarget>
          <TextInput
            aria-label="Find"
            placeholder="Find a page, a design, a model, a component or a relationship"
            value={text}
            data-autofocus
            data-testid="palette-input"
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </Combobox.EventsTarget>
        <Combobox.Options mt="xs" mah="60vh" style={{ overflowY: 'auto' }} aria-label="Found">
          {hits.map((hit) => (
            <Combobox.Option key={hit.href} value={hit.href}>
              {hit.label} <span className="palette-hint">{hit.hint}</span>
            </Combobox.Option>
          ))}
          {hits.length === 0 && <Combobox.Empty>{isSearching ? 'Looking…' : 'Nothing found'}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox>
    </Modal>
  )
}
