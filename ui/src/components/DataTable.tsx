import { Anchor, Group, Pagination, Skeleton, Table, Text, TextInput, VisuallyHidden } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { ArrowDown, ArrowUp, Search } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { ErrorPanel } from './ErrorPanel'

/** A column; with `order` it can be sorted by that key of the API. */
export interface Column<T> {
  key: string
  title: string
  order?: string
  align?: 'right'
  hideBelow?: 'sm' | 'md'
  render: (item: T) => ReactNode
}

/** What the address says about a list. */
export interface ListState {
  page: number
  search: string
  order: string
}

interface Props<T> {
  label: string
  columns: Column<T>[]
  items: T[] | undefined
  total: number
  pageSize: number
  state: ListState
  onState: (state: Partial<ListState>) => void
  itemKey: (item: T) => string
  isLoading: boolean
  error: unknown
  onRetry: () => void
  empty: ReactNode
  tools?: ReactNode
  /** Whether the server can search this list; it can unless told otherwise. */
  isSearchable?: boolean
}

/** A list with search, order and pages kept by the server, in all its states. */
export function DataTable<T>(props: Props<T>) {
  const { items, total, state, pageSize } = props
  const pages = Math.max(1, Math.ceil(total / pageSize))
  const isEmpty = items?.length === 0
  const isSearchable = props.isSearchable ?? true
  return (
    <section aria-label={props.label}>
      <Group mb="sm" justify="space-between">
        {isSearchable && (
          <SearchField value={state.search} label={`Search ${props.label.toLowerCase()}`} onChange={(search) => props.onState({ search, page: 0 })} />
        )}
        {props.tools}
      </Group>
      {props.error ? (
        <ErrorPanel error={props.error} onRetry={props.onRetry} />
      ) : (
        <div className="panel" style={{ overflowX: 'auto' }}>
          {isEmpty && total === 0 && !state.search ? (
            props.empty
          ) : (
            <Table highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  {props.columns.map((column) => (
                    <Table.Th key={column.key} ta={column.align} visibleFrom={column.hideBelow} aria-sort={ariaSort(column, state.order)}>
                      <Heading column={column} order={state.order} onOrder={(order) => props.onState({ order, page: 0 })} />
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items === undefined && <Loading columns={props.columns.length} />}
                {items?.map((item) => (
                  <Table.Tr key={props.itemKey(item)}>
                    {props.columns.map((column) => (
                      <Table.Td key={column.key} ta={column.align} visibleFrom={column.hideBelow}>{column.render(item)}</Table.Td>
                    ))}
                  </Table.Tr>
                ))}
                {isEmpty && (
                  <Table.Tr>
                    <Table.Td colSpan={props.columns.length}>
                      {total === 0 ? (
                        <Text ta="center" c="dimmed" py="lg">Nothing matches “{state.search}”.</Text>
                      ) : (
                        <Text ta="center" c="dimmed" py="lg">
                          The list ends before this page. <Anchor component="button" type="button" onClick={() => props.onState({ page: 0 })}>To its beginning</Anchor>
                        </Text>
                      )}
                    </Table.Td>
                  </Table.Tr>
                )}
              </Table.Tbody>
            </Table>
          )}
        </div>
      )}
      {items !== undefined && total > 0 && !props.error && (
        <Group mt="sm" justify="space-between">
          <Text size="sm" c="dimmed" role="status">
            {items.length > 0 ? `${state.page * pageSize + 1}–${state.page * pageSize + items.length} of ${total}` : `${total} in all`}
            {pages > 40 && isSearchable ? ' · many: narrow the list with a search' : ''}
          </Text>
          {pages > 1 && (
            <Pagination
              size="sm"
              total={pages}
              value={state.page + 1}
              onChange={(page) => props.onState({ page: page - 1 })}
              getControlProps={(control) => ({ 'aria-label': `${control} page` })}
              getItemProps={(page) => ({ 'aria-label': `page ${page}` })}
            />
          )}
        </Group>
      )}
    </section>
  )
}

function SearchField(props: { value: string; label: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(props.value)
  const commit = useDebouncedCallback(props.onChange, 200)
  useEffect(() => setText(props.value), [props.value])
  return (
    <TextInput
      aria-label={props.label}
      placeholder="Search"
      leftSection={<Search size={15} aria-hidden />}
      value={text}
      data-search
      data-testid="search"
      onChange={(event) => {
        setText(event.currentTarget.value)
        commit(event.currentTarget.value)
      }}
    />
  )
}

function ariaSort<T>(column: Column<T>, order: string): 'ascending' | 'descending' | undefined {
  const [key, direction] = order.split(' ')
  if (!column.order || key !== column.order) return undefined
  return direction === 'desc' ? 'descending' : 'ascending'
}

function Heading<T>(props: { column: Column<T>; order: string; onOrder: (order: string) => void }) {
  const { column } = props
  if (!column.order) return column.title ? <>{column.title}</> : <VisuallyHidden>Actions</VisuallyHidden>
  const sorted = ariaSort(column, props.order)
  const next = sorted === 'ascending' ? 'desc' : 'asc'
  return (
    <button type="button" className="sort-button" onClick={() => props.onOrder(`${column.order} ${next}`)}>
      {column.title}
      {sorted === 'ascending' && <ArrowUp size={13} aria-hidden />}
      {sorted === 'descending' && <ArrowDown size={13} aria-hidden />}
    </button>
  )
}

function Loading({ columns }: { columns: number }) {
  return Array.from({ length: 6 }, (_, row) => (
    <Table.Tr key={row} aria-hidden>
      {Array.from({ length: columns }, (_, column) => (
        <Table.Td key={column}><Skeleton height={14} width={column === 0 ? '60%' : '40%'} /></Table.Td>
      ))}
    </Table.Tr>
  ))
}
