import { Anchor, Button, Center, List, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import { queries } from '../../api/queries'
import { ErrorPanel } from '../../components/ErrorPanel'
import { ThemeToggle } from '../../components/ThemeToggle'

const route = getRouteApi('/provider')

/** Where one says who vouches for one: the first page of every session. */
export function Chooser() {
  const { ref } = route.useSearch()
  const { data, error, refetch } = useQuery(queries.providers)
  useEffect(() => {
    document.title = 'Choose a provider · Meshery'
  }, [])
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={460} gap="lg">
        <Stack gap={4} align="center">
          <img src="/favicon.svg" width={56} height={56} alt="" />
          <Title order={1} size="h2">Meshery</Title>
          <Text c="dimmed" ta="center">Choose who vouches for you on this server.</Text>
        </Stack>
        {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : null}
        {Object.values(data ?? {}).map((provider) => (
          <Stack key={provider.provider_name} className="panel" p="lg" gap="sm">
            <Title order={2} size="h4">{provider.provider_name === 'None' ? 'None: work on this machine' : provider.provider_name}</Title>
            <List size="sm" c="dimmed">{provider.provider_description.map((line) => <List.Item key={line}>{line}</List.Item>)}</List>
            <Button
              component="a"
              href={`/api/provider?provider=${encodeURIComponent(provider.provider_name)}${ref ? `&ref=${encodeURIComponent(ref)}` : ''}`}
              data-testid={`provider-${provider.provider_name}`}
            >
              Continue with {provider.provider_name}
            </Button>
          </Stack>
        ))}
        <Stack align="center" gap="xs">
          <Anchor href="/docs/" size="sm">API reference</Anchor>
          <ThemeToggle />
        </Stack>
      </Stack>
    </Center>
  )
}
