import { useState } from 'react'
import { type JsonSchema, membersOf, resolve, typeName } from '../../lib/schema'

/** A JSON Schema as a tree to read: branches open when asked, so recursive schemas end. */
export function SchemaTree({ schema }: { schema: JsonSchema }) {
  return <div className="schema"><Members root={schema} schema={schema} isOpen /></div>
}

function Members({ root, schema, isOpen = false }: { root: JsonSchema; schema: JsonSchema; isOpen?: boolean }) {
  const { properties, required } = membersOf(root, schema)
  return properties.map(([name, property]) => (
    <Member key={name} root={root} name={name} schema={property} isRequired={required.includes(name)} isOpen={isOpen && name === 'spec'} />
  ))
}

function Member(props: { root: JsonSchema; name: string; schema: JsonSchema; isRequired: boolean; isOpen: boolean }) {
  const { root, schema } = props
  const [isOpen, setOpen] = useState(props.isOpen)
  const head = (
    <>
      <span className="schema-name">{props.name}</span>{' '}
      <span className="schema-type">{typeName(root, schema)}{props.isRequired ? ' · required' : ''}</span>
    </>
  )
  const text = <div className="schema-text">{resolve(root, schema).description}</div>
  if (membersOf(root, schema).properties.length === 0) return <div className="leaf">{head}{text}</div>
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{head}{text}</summary>
      {isOpen && <Members root={root} schema={schema} />}
    </details>
  )
}
