import { Badge, Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Plus, Ticket } from 'lucide-react'
import { useState } from 'react'
import type { ApiToken } from '../../api/client'
import { useRights } from '../../api/rights'
import { tokens, useRevokeApiToken } from '../../api/tokens'
import { Ago } from '../../components/Ago'
import { type Column, DataTable } from '../../components/DataTable'
import { EmptyState } from '../../components/EmptyState'
import { PageHeader } from '../../components/PageHeader'
import { RemoveDialog } from '../../components/RemoveDialog'
import { toListState, withListState } from '../../lib/search'
import { NewTokenDialog } from './NewTokenDialog'

const route = getRouteApi('/shell/settings/tokens')
const PAGE_SIZE = 25

/** One's own API tokens: for programs that act on their own. */
export function TokensPage() {
  const state = toListState(route.useSearch())
  const navigate = route.useNavigate()
  const { data, error, isPending, refetch } = useQuery(tokens.apiTokens({ ...state, pagesize: PAGE_SIZE }))
  const rights = useRights()
  const [isNew, setNew] = useState(false)
  const [doomed, setDoomed] = useState<ApiToken>()
  const revoke = useRevokeApiToken()
  const button = rights.can('tokens.write') && (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setNew(true)} data-testid="new-token">New token</Button>
  )
  return (
    <>
      <PageHeader title="API tokens" text="For pipelines and scripts. Each can do what it was made for, until it ends or is revoked." actions={button} />
      <DataTable
        label="API tokens"
        columns={columns(setDoomed)}
        items={data?.tokens}
        total={data?.totalCount ?? 0}
        pageSize={PAGE_SIZE}
        state={state}
        onState={(next) => void navigate({ search: (old) => withListState(old, next) })}
        itemKey={(token) => token.id}
        isSearchable={false}
        isLoading={isPending}
        error={error}
        onRetry={() => void refetch()}
        empty={<EmptyState icon={<Ticket size={40} aria-hidden />} title="No API tokens" text="A token lets a program in without your password, for as long and for as much as you say." action={button} />}
      />
      {isNew && <NewTokenDialog keys={rights.keys} onClose={() => setNew(false)} />}
      <RemoveDialog
        item={doomed}
        id={(token) => token.id}
        mutation={revoke}
        title={(token) => `Revoke “${token.name}”?`}
        text={() => 'Programs that use it are locked out at once. A revoked token never comes back.'}
        action="Revoke"
        done={(token) => `“${token.name}” is revoked`}
        failed="The token was not revoked"
        onClose={() => setDoomed(undefined)}
      />
    </>
  )
}

function columns(onRevoke: (token: ApiToken) => void): Column<ApiToken>[] {
  return [
    { key: 'name', title: 'Name', render: (token) => <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>{token.name}</Text> },
    { key: 'scopes', title: 'May', hideBelow: 'sm', render: (token) => <Scopes scopes={token.scopes} /> },
    { key: 'expires', title: 'Ends', render: (token) => <Ago time={token.expiresAt} /> },
    { key: 'used', title: 'Last used', hideBelow: 'sm', render: (token) => <Ago time={token.lastUsedAt} /> },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (token) => <Button size="xs" variant="default" c="var(--danger-text)" aria-label={`Revoke ${token.name}`} onClick={() => onRevoke(token)}>Revoke</Button>,
    },
  ]
}

function Scopes({ scopes }: { scopes: string[] }) {
  if (scopes.length === 0) return 'everything you may'
  return <Group gap={4}>{scopes.map((scope) => <Badge key={scope} variant="default" tt="none">{scope}</Badge>)}</Group>
}
