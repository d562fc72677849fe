import { List, Stack, Text, Title } from '@mantine/core'
import type { Relationship } from '../../../api/client'
import { type Reading, readDefinition, type Rule } from '../../../lib/registry/selectors'
import { kindsText, ruleSentences } from '../../../lib/registry/sentences'

/** The selectors of a definition in sentences. */
export function Selectors({ definition }: { definition: Relationship }) {
  const { allowed, denied } = readDefinition(definition)
  return (
    <Stack gap="sm">
      {allowed.map((rule, index) => <Allowed key={index} rule={rule} />)}
      {allowed.length === 0 && <Text c="dimmed">The definition has no selectors, so it relates nothing.</Text>}
      {denied.length > 0 && <Denied denied={denied} />}
    </Stack>
  )
}

function Allowed({ rule }: { rule: Rule }) {
  const sentences = ruleSentences(rule)
  return (
    <section className="panel" style={{ padding: 18 }} aria-label="Rule">
      <Title order={2} size="h5" mb={6}>
        {kindsText(rule.from, 30)} → {kindsText(rule.to, 30)}
        {rule.via.length > 0 && <Text span c="dimmed"> by way of {rule.via.join(' or ')}</Text>}
      </Title>
      {sentences.length > 0 ? (
        <List size="sm">{sentences.map((sentence) => <List.Item key={sentence} style={{ overflowWrap: 'anywhere' }}>{sentence}</List.Item>)}</List>
      ) : (
        <Text size="sm" c="dimmed">Nothing is compared: it holds when somebody draws it.</Text>
      )}
    </section>
  )
}

function Denied({ denied }: { denied: Reading['denied'] }) {
  return (
    <section className="panel" style={{ padding: 18 }} aria-label="Never">
      <Title order={2} size="h5" mb={6}>Never</Title>
      <List size="sm">
        {denied.map((one, index) => (
          <List.Item key={index}>
            {one.from.length === 0 ? `to ${kindsText(one.to, 60)}` : `from ${kindsText(one.from, 60)}${one.to.length > 0 ? ` to ${kindsText(one.to, 60)}` : ''}`}
          </List.Item>
        ))}
      </List>
    </section>
  )
}
