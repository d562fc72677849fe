import { Anchor, Center, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { ThemeToggle } from './ThemeToggle'

/** A page for one question, outside the frame of the others: signing in, letting a program in. */
export function CardPage(props: { title: string; text?: ReactNode; children: ReactNode }) {
  useEffect(() => {
    document.title = `${props.title} · Meshery`
  }, [props.title])
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={460} gap="lg">
        <Stack gap={4} align="center">
          <img src="/favicon.svg" width={56} height={56} alt="Meshery" />
          <Title order={1} size="h2" ta="center">{props.title}</Title>
          {props.text && <Text c="dimmed" ta="center" style={{ textWrap: 'balance' }}>{props.text}</Text>}
        </Stack>
        {props.children}
        <Stack align="center" gap="xs">
          <Anchor href="/docs/" size="sm">API reference</Anchor>
          <ThemeToggle />
        </Stack>
      </Stack>
    </Center>
  )
}
