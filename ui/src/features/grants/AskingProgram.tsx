import { Alert, Anchor, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ShieldAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { queries } from '../../api/queries'
import { fullName } from '../../lib/roles'

/** Names the program that asks. The name is the program's own word for itself and proves nothing. */
export function AskingProgram({ name, facts }: { name: string; facts: [string, ReactNode][] }) {
  return (
    <Stack gap="sm">
      <Text size="lg" fw={650} style={{ overflowWrap: 'anywhere' }} data-testid="client">{name || 'A program without a name'}</Text>
      <Text>asks to do here whatever you may do.</Text>
      <Stack gap={4} component="dl" m={0}>
        {facts.map(([label, value]) => (
          <Group key={label} gap="xs" wrap="nowrap" align="baseline">
            <Text size="sm" c="dimmed" component="dt" w={96} style={{ flexShrink: 0 }}>{label}</Text>
            <Text size="sm" component="dd" m={0} style={{ overflowWrap: 'anywhere' }}>{value}</Text>
          </Group>
        ))}
      </Stack>
      <Alert color="yellow" icon={<ShieldAlert size={18} aria-hidden />}>
        Approve it only if you have just started it yourself. Programs choose their own names.
      </Alert>
    </Stack>
  )
}

/** Whose rights the program would get. */
export function SignedInAs() {
  const { data: user } = useQuery(queries.user)
  if (!user) return <Skeleton height={16} width={200} mx="auto" />
  return (
    <Text size="sm" ta="center">
      You are signed in as {fullName(user)} ({user.provider}). <Anchor href="/user/logout" size="sm" underline="always">Not you?</Anchor>
    </Text>
  )
}
