import { type Field, factsOf } from '../../../lib/schema/fields'
import { type JsonSchema, resolve } from '../../../lib/schema/resolve'

/** A field in words: name, type, whether it is required, what it may hold, what it is for. */
export function FieldText({ schema, field, title }: { schema: JsonSchema; field: Field; title: string }) {
  const facts = factsOf(schema, field)
  const description = resolve(schema, field.schema).description
  return (
    <>
      <span className="schema-name">{title}</span>{' '}
      <span className="schema-type">{field.type}</span>{' '}
      {field.isRequired && <span className="schema-required">required</span>}{' '}
      {field.repeats && <span className="schema-type">repeats {field.repeats}</span>}{' '}
      {facts.length > 0 && <span className="schema-facts">{facts.join(' · ')}</span>}{' '}
      {description && <span className="schema-text">{description}</span>}
    </>
  )
}
