import { Combobox, Modal, Text, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue, useHotkeys } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { queries } from '../api/queries'
import { useRights } from '../api/rights'

interface Hit {
  href: string
  label: string
  hint: string
}

const PAGES: (Hit & { needs?: string })[] = [
  { href: '/', label: 'Dashboard', hint: 'page' },
  { href: '/designs', label: 'Designs', hint: 'page', needs: 'designs.read' },
  { href: '/registry', label: 'Registry', hint: 'page', needs: 'registry.read' },
  { href: '/settings/tokens', label: 'API tokens', hint: 'settings' },
  { href: '/settings/sessions', label: 'Sessions and password', hint: 'settings' },
  { href: '/admin/users', label: 'Users', hint: 'administration', needs: 'users.read' },
  { href: '/admin/roles', label: 'Roles', hint: 'administration', needs: 'roles.read' },
]

/** Finds pages, designs and components from anywhere. */
export function Palette(props: { isOpen: boolean; onOpen: () => void; onClose: () => void }) {
  const [text, setText] = useState('')
  const navigate = useNavigate()
  const hits = useHits(text, props.isOpen)
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
            placeholder="Find a page, a design or a component"
            value={text}
            data-autofocus
            data-testid="palette-input"
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </Combobox.EventsTarget>
        <Combobox.Options mt="xs">
          {hits.map((hit) => (
            <Combobox.Option key={hit.href} value={hit.href}>
              {hit.label} <Text span size="xs" c="dimmed">{hit.hint}</Text>
            </Combobox.Option>
          ))}
          {hits.length === 0 && <Combobox.Empty>Nothing found</Combobox.Empty>}
        </Combobox.Options>
      </Combobox>
    </Modal>
  )
}

function useHits(text: string, isOpen: boolean): Hit[] {
  const [search] = useDebouncedValue(text.trim(), 120)
  const query = { page: 0, pagesize: 6, search, order: '' }
  const enabled = isOpen && search.length > 0
  const rights = useRights()
  const designs = useQuery({ ...queries.designs(query), enabled: enabled && rights.can('designs.read') })
  const components = useQuery({ ...queries.components(query), enabled: enabled && rights.can('registry.read') })
  const pages = PAGES.filter((page) => !page.needs || rights.can(page.needs)).filter((page) => page.label.toLowerCase().includes(search.toLowerCase()))
  if (!enabled) return pages
  return [
    ...pages,
    ...(designs.data?.patterns ?? []).map((design) => ({ href: `/designs/${design.id}`, label: design.name, hint: 'design' })),
    ...(components.data?.components ?? []).map((component) => ({
      href: `/registry/components/${component.model?.name ?? ''}/${component.component?.kind ?? ''}`,
      label: component.displayName ?? '',
      hint: component.component?.version ?? '',
    })),
  ]
}
