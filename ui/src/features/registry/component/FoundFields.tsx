import { Text } from '@mantine/core'
import { useDeferredValue, useMemo } from 'react'
import { findFields } from '../../../lib/schema/find'
import type { JsonSchema } from '../../../lib/schema/resolve'
import { FieldText } from './FieldText'

/** The fields of a schema that a search finds, each with its way from the root. */
export function FoundFields({ schema, text, onChoose }: { schema: JsonSchema; text: string; onChoose: (path: string) => void }) {
  const wanted = useDeferredValue(text)
  const { hits, total } = useMemo(() => findFields(schema, wanted), [schema, wanted])
  return (
    <>
      <Text size="sm" c="dimmed" role="status" mb="xs">
        {total === 0 ? `No field is called “${wanted}”.` : `${total} ${total === 1 ? 'field' : 'fields'}${total > hits.length ? `, the first ${hits.length} of them` : ''}`}
      </Text>
      <ul className="found-fields">
        {hits.map((field) => (
          <li key={field.path}>
            <button type="button" onClick={() => onChoose(field.path)}><FieldText schema={schema} field={field} title={field.path} /></button>
          </li>
        ))}
      </ul>
    </>
  )
}
