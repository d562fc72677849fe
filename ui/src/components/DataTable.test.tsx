import { MantineProvider } from '@mantine/core'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import type { ComponentProps } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { ProblemError } from '../lib/problem'
import { theme } from '../styles/theme'
import { DataTable } from './DataTable'

type Props = ComponentProps<typeof DataTable<string>>

function show(props: Partial<Props>) {
  const all: Props = {
    label: 'Designs',
    columns: [
      { key: 'name', title: 'Name', order: 'name', render: (item) => item },
      { key: 'length', title: 'Length', align: 'right', render: (item) => item.length },
    ],
    items: ['shop', 'bank'],
    total: 2,
    pageSize: 25,
    state: { page: 0, search: '', order: '' },
    onState: vi.fn(),
    itemKey: (item) => item,
    isLoading: false,
    error: null,
    onRetry: vi.fn(),
    empty: <p>No designs yet</p>,
    ...props,
  }
  const view = render(
    <MantineProvider theme={theme}>
      <main><DataTable {...all} /></main>
    </MantineProvider>,
  )
  return { ...view, props: all }
}

async function faults(element: Element): Promise<string[]> {
  // Colours can't be judged without a real browser; the stories in e2e do that.
  const result = await axe.run(element, { rules: { 'color-contrast': { enabled: false } } })
  return result.violations.map((violation) => violation.id)
}

describe('a list', () => {
  test('shows its rows and where it stands', async () => {
    const { container } = show({})
    expect(screen.getByText('shop')).toBeDefined()
    expect(screen.getByRole('status').textContent).toBe('1–2 of 2')
    expect(await faults(container)).toEqual([])
  })

  test('has rows to wait with while it loads', async () => {
    const { container } = show({ items: undefined, total: 0, isLoading: true })
    expect(container.querySelectorAll('tbody tr').length).toBe(6)
    expect(screen.queryByText('No designs yet')).toBeNull()
    expect(await faults(container)).toEqual([])
  })

  test('says what to do when there is nothing', () => {
    show({ items: [], total: 0 })
    expect(screen.getByText('No designs yet')).toBeDefined()
  })

  test('says that nothing matches a search', () => {
    show({ items: [], total: 0, state: { page: 0, search: 'xyz', order: '' } })
    expect(screen.getByText('Nothing matches “xyz”.')).toBeDefined()
  })

  test('leads back from a page beyond its end', async () => {
    const { props } = show({ items: [], total: 30, state: { page: 9, search: '', order: '' } })
    await userEvent.click(screen.getByRole('button', { name: 'To its beginning' }))
    expect(props.onState).toHaveBeenCalledWith({ page: 0 })
  })

  test('says what failed and offers to try again', async () => {
    const error = new ProblemError(400, { title: 'a parameter is wrong', detail: 'no such order', code: 'meshery-server-1502' })
    const { container, props } = show({ items: undefined, error })
    expect(screen.getByRole('alert').textContent).toContain('meshery-server-1502')
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(props.onRetry).toHaveBeenCalledOnce()
    expect(await faults(container)).toEqual([])
  })

  test('suggests a search when there are too many pages', async () => {
    const { props } = show({ total: 2000 })
    expect(screen.getByRole('status').textContent).toContain('narrow the list with a search')
    await userEvent.click(screen.getByRole('button', { name: 'page 2' }))
    expect(props.onState).toHaveBeenCalledWith({ page: 1 })
  })

  test('is ordered from its headings, one way and the other', async () => {
    const { props, unmount } = show({})
    await userEvent.click(screen.getByRole('button', { name: 'Name' }))
    expect(props.onState).toHaveBeenCalledWith({ order: 'name asc', page: 0 })
    unmount()
    const second = show({ state: { page: 0, search: '', order: 'name asc' } })
    expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('ascending')
    await userEvent.click(screen.getByRole('button', { name: 'Name' }))
    expect(second.props.onState).toHaveBeenCalledWith({ order: 'name desc', page: 0 })
  })

  test('is searched after a pause', async () => {
    const { props } = show({ state: { page: 3, search: '', order: '' } })
    await userEvent.type(screen.getByTestId('search'), 'shop')
    await vi.waitFor(() => expect(props.onState).toHaveBeenCalledWith({ search: 'shop', page: 0 }))
  })
})
