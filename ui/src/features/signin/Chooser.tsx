import { Alert, Anchor, Badge, Button, Center, Group, List, Loader, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import type { Provider, ProviderStatus } from '../../api/client'
import { queries } from '../../api/queries'
import { CardPage } from '../../components/CardPage'
import { ErrorPanel } from '../../components/ErrorPanel'
import { capitalize } from '../../lib/problem'
import { useAvailability } from './useAvailability'

const route = getRouteApi('/provider')

/** Where one says who vouches for one: the first page of every session. */
export function Chooser() {
  const { ref, error: code } = route.useSearch()
  const { data, error, refetch } = useQuery(queries.providers)
  const providers = Object.values(data ?? {})
  const availability = useAvailability(providers.map((provider) => provider.provider_name))
  return (
    <CardPage title="Choose a provider" text="Who vouches for you on this server?">
      {code && <SignInFailed code={code} />}
      {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error && <Center><Loader /></Center>}
      {providers.map((provider) => (
        <ProviderCard key={provider.provider_name} provider={provider} status={availability[provider.provider_name]} reference={ref} />
      ))}
    </CardPage>
  )
}

const TEXTS: Record<string, string> = {
  'meshery-server-1410': 'The provider did not let you in. Try again; if it fails again, ask whoever runs this server to look into its log.',
}

function SignInFailed({ code }: { code: string }) {
  return (
    <Alert role="alert" color="red" icon={<TriangleAlert size={18} aria-hidden />} title="The sign-in failed" data-testid="sign-in-error">
      {TEXTS[code] && <Text size="sm">{TEXTS[code]}</Text>}
      <Text size="sm">The reason is explained at <Anchor href={`/errors/${code}`} size="sm" c="inherit" underline="always">{code}</Anchor>.</Text>
    </Alert>
  )
}

const COLORS: Record<string, string> = { online: 'green', offline: 'red', checking: 'gray' }

/** One provider; it can't be chosen while it is known to be out of reach. */
export function ProviderCard(props: { provider: Provider; status: ProviderStatus | undefined; reference: string | undefined }) {
  const { provider, status, reference } = props
  const name = provider.provider_name
  const isOffline = status?.status === 'offline'
  const label = (provider.sign_in ?? 'none') === 'none' ? `Continue with ${name}` : `Sign in with ${name}`
  return (
    <Stack component="section" className="panel" p="lg" gap="sm" aria-label={name}>
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>{name === 'None' ? 'None: work on this machine' : name}</Title>
        {status && <Badge variant="outline" color={COLORS[status.status] ?? 'gray'} c="inherit" role="status">{status.status}</Badge>}
      </Group>
      <List size="sm" c="dimmed">{provider.provider_description.map((line) => <List.Item key={line}>{line}</List.Item>)}</List>
      {isOffline && <Text size="sm" c="var(--danger-text)">{capitalize(status.error ?? 'it does not answer')}</Text>}
      {isOffline ? (
        <Button disabled data-testid={`provider-${name}`}>{label}</Button>
      ) : (
        <Button
          component="a"
          href={`/api/provider?provider=${encodeURIComponent(name)}${reference ? `&ref=${encodeURIComponent(reference)}` : ''}`}
          data-testid={`provider-${name}`}
        >
          {label}
        </Button>
      )}
    </Stack>
  )
}
