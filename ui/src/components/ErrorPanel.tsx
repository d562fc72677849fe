import { Button, Code, Group, List, Stack, Text, Title } from '@mantine/core'
import { TriangleAlert } from 'lucide-react'
import { capitalize, describe } from '../lib/problem'
import { AccessDenied } from './AccessDenied'
import { CopyButton } from './CopyButton'

/** Code of the refusal to somebody who lacks a right. */
const MISSING_RIGHT = 'meshery-server-1403'

/** Says what failed, why that happens, and what to do. */
export function ErrorPanel({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = describe(error)
  if (problem.code === MISSING_RIGHT) return <div className="panel"><AccessDenied /></div>
  const report = [problem.message, problem.code, problem.requestId].filter(Boolean).join('\n')
  return (
    <Stack className="panel" p="lg" gap="sm" role="alert" data-testid="error-panel">
      <Group gap="sm" wrap="nowrap">
        <TriangleAlert size={20} color="var(--mantine-color-red-7)" aria-hidden />
        <Title order={2} size="h4">{capitalize(problem.title)}</Title>
      </Group>
      <Text>{capitalize(problem.message)}.</Text>
      {problem.location && (
        <Text size="sm">Line {problem.location.line}, column {problem.location.column}</Text>
      )}
      <Points title="What usually leads here" items={problem.causes} />
      <Points title="What to do" items={problem.remedies} />
      <Group gap="sm">
        {onRetry && <Button size="xs" onClick={onRetry}>Try again</Button>}
        {problem.code && <Code>{problem.code}</Code>}
        <CopyButton value={report} label="Copy details" />
      </Group>
    </Stack>
  )
}

function Points({ title, items }: { title: string; items: string[] }) {
  if (items.length === 0) return null
  return (
    <div>
      <Text size="sm" fw={600}>{title}</Text>
      <List size="sm">{items.map((item) => <List.Item key={item}>{item}</List.Item>)}</List>
    </div>
  )
}
