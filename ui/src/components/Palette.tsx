import { Combobox, Modal, TextInput, useCombobox } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useState } from 'react'
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
  const onEnter = useEnterOnceFound(isSearching, () => first && go(first))
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} withCloseButton={false} size="lg" padding="sm" yOffset="12vh" title="Find" styles={{ header: { display: 'none' } }}>
      <Combobox store={combobox} onOptionSubmit={go}>
        <Combobox.EventsTarget>
          <TextInput
            onKeyDownCapture={onEnter}
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

/** Keeps an Enter that comes while the server is still asked, so that it does not take what was found for other words. */
function useEnterOnceFound(isSearching: boolean, onFound: () => void): (event: KeyboardEvent) => void {
  const [isWaiting, setWaiting] = useState(false)
  useEffect(() => {
    if (!isWaiting || isSearching) return
    setWaiting(false)
    onFound()
  }, [isWaiting, isSearching, onFound])
  return (event) => {
    const isEarly = event.key === 'Enter' && isSearching
    setWaiting(isEarly)
    if (!isEarly) return
    event.preventDefault()
    event.stopPropagation()
  }
}
