import { ActionIcon, Badge, Button, Menu, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Ellipsis, FileDown, PenTool, Trash2, Upload } from 'lucide-react'
import { useCallback, useState } from 'react'
import type { StoredDesign } from '../../api/client'
import { queries, useDelete } from '../../api/queries'
import { useRights } from '../../api/rights'
import { ConfirmDialog } from '../../components/ConfirmDialog'
import { type Column, DataTable } from '../../components/DataTable'
import { EmptyState } from '../../components/EmptyState'
import { Guard } from '../../components/Guard'
import { PageHeader } from '../../components/PageHeader'
import { useFileDrop } from '../../components/useFileDrop'
import { describe } from '../../lib/problem'
import { toListState, withListState } from '../../lib/search'
import { ago } from '../../lib/time'
import { ImportDialog } from './ImportDialog'

const route = getRouteApi('/shell/designs')
const PAGE_SIZE = 25

/** All designs, and the way to bring in more. */
export const DesignList = () => <Guard needs={['designs.read']}><Designs /></Guard>

function Designs() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const state = toListState(search, 'updated_at desc')
  const { data, error, isPending, refetch } = useQuery(queries.designs({ ...state, pagesize: PAGE_SIZE }))
  const [doomed, setDoomed] = useState<StoredDesign>()
  const [dropped, setDropped] = useState<File>()
  const rights = useRights()
  const canImport = rights.can('designs.write')
  const drop = useCallback((files: File[]) => setDropped(files[0]), [])
  const isOver = useFileDrop(drop, canImport)
  const openImport = () => void navigate({ search: (old) => ({ ...old, import: true }) })
  const closeImport = () => {
    setDropped(undefined)
    void navigate({ search: (old) => ({ ...old, import: undefined }) })
  }
  const importButton = canImport && (
    <Button leftSection={<Upload size={16} aria-hidden />} onClick={openImport} data-testid="import">Import design</Button>
  )
  return (
    <>
      <PageHeader title="Designs" text={canImport ? 'Drop a Kubernetes manifest or a Meshery design anywhere on this page.' : 'What was designed here.'} actions={importButton} />
      <DataTable
        label="Designs"
        columns={columns(rights.can('designs.delete') ? setDoomed : undefined)}
        items={data?.patterns}
        total={data?.totalCount ?? 0}
        pageSize={PAGE_SIZE}
        state={state}
        onState={(next) => void navigate({ search: (old) => withListState(old, next) })}
        itemKey={(design) => design.id}
        isLoading={isPending}
        error={error}
        onRetry={() => void refetch()}
        empty={
          <EmptyState
            icon={<PenTool size={40} aria-hidden />}
            title="No designs yet"
            text={`A design holds components and the relationships between them.${canImport ? ' Import a manifest to make the first one.' : ''}`}
            action={importButton}
          />
        }
      />
      {isOver && <div className="drop-hint">Drop to import</div>}
      <ImportDialog isOpen={canImport && (search.import === true || dropped !== undefined)} file={dropped} onClose={closeImport} />
      <DeleteDialog design={doomed} onClose={() => setDoomed(undefined)} />
    </>
  )
}

function columns(onDelete: ((design: StoredDesign) => void) | undefined): Column<StoredDesign>[] {
  return [
    {
      key: 'name',
      title: 'Name',
      order: 'name',
      render: (design) => <Link to="/designs/$id" params={{ id: design.id }} className="row-link">{design.name}</Link>,
    },
    { key: 'type', title: 'Imported from', hideBelow: 'sm', render: (design) => <Badge variant="default" tt="none">{design.designType}</Badge> },
    { key: 'components', title: 'Components', align: 'right', hideBelow: 'sm', render: (design) => design.componentCount },
    { key: 'relationships', title: 'Relationships', align: 'right', hideBelow: 'md', render: (design) => design.relationshipCount },
    { key: 'updated', title: 'Changed', order: 'updated_at', render: (design) => <Text size="sm">{ago(design.updatedAt)}</Text> },
    { key: 'actions', title: '', align: 'right', render: (design) => <RowMenu design={design} onDelete={onDelete} /> },
  ]
}

function RowMenu({ design, onDelete }: { design: StoredDesign; onDelete: ((design: StoredDesign) => void) | undefined }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${design.name}`}><Ellipsis size={16} aria-hidden /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <DownloadItems design={design} />
        {onDelete && <Menu.Divider />}
        {onDelete && <Menu.Item color="red" leftSection={<Trash2 size={15} aria-hidden />} onClick={() => onDelete(design)}>Delete</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}

/** The formats a design can be downloaded in, as items of a menu. */
export function DownloadItems({ design }: { design: StoredDesign }) {
  const base = `/api/pattern/download/${design.id}`
  const icon = <FileDown size={15} aria-hidden />
  return (
    <>
      <Menu.Item component="a" href={`${base}?export=Kubernetes%20Manifest`} leftSection={icon}>Kubernetes manifest</Menu.Item>
      <Menu.Item component="a" href={base} leftSection={icon}>Meshery design</Menu.Item>
      {design.location?.['path'] !== undefined || design.designType !== 'Design' ? (
        <Menu.Item component="a" href={`${base}/original`} leftSection={icon}>Original file</Menu.Item>
      ) : null}
    </>
  )
}

/** Asks before a design is deleted. */
export function DeleteDialog(props: { design: StoredDesign | undefined; onClose: () => void; onDeleted?: () => void }) {
  const remove = useDelete()
  const confirm = () => {
    if (!props.design) return
    const { id, name } = props.design
    remove.mutate(id, {
      onSuccess: () => {
        notifications.show({ message: `“${name}” is deleted` })
        props.onClose()
        props.onDeleted?.()
      },
      onError: (error) => notifications.show({ color: 'red', title: 'The design is still there', message: describe(error).message }),
    })
  }
  return (
    <ConfirmDialog
      title={`Delete “${props.design?.name ?? ''}”?`}
      text="The design is deleted with all its versions and the imported file. This can't be undone."
      action="Delete"
      isOpen={props.design !== undefined}
      isBusy={remove.isPending}
      onConfirm={confirm}
      onClose={props.onClose}
    />
  )
}
