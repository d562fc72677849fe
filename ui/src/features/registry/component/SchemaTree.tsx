import { useEffect, useMemo, useRef, useState } from 'react'
import { Tree } from '../../../components/tree/Tree'
import { TreeItem, TreeNote } from '../../../components/tree/TreeItem'
import { type Field, fieldsBelow, fieldsOf } from '../../../lib/schema/fields'
import type { JsonSchema } from '../../../lib/schema/resolve'
import { FieldText } from './FieldText'

/** So many fields of one object are drawn before somebody asks for the rest. */
const MANY = 200

interface Props {
  schema: JsonSchema
  /** The field to show: the branches above it are open. */
  current?: string | undefined
  onCurrent?: (path: string) => void
}

/** A JSON Schema as a tree to read. Branches are made when they open, so large and recursive schemas are no matter. */
export function SchemaTree({ schema, current, onCurrent }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (current) box.current?.querySelector('[data-current=true]')?.scrollIntoView({ block: 'center' })
  }, [current])
  const fields = useMemo(() => fieldsOf(schema), [schema])
  return (
    <div ref={box} className="schema">
      {fields.length === 0 ? <p className="tree-note">Any configuration fits: the schema names no fields.</p> : (
        <Tree label="Fields"><Fields schema={schema} fields={fields} current={current} onCurrent={onCurrent} /></Tree>
      )}
    </div>
  )
}

function Fields({ fields, ...rest }: { schema: JsonSchema; fields: Field[]; current: string | undefined; onCurrent: ((path: string) => void) | undefined }) {
  const [isWhole, setWhole] = useState(false)
  const hidden = isWhole ? 0 : Math.max(0, fields.length - MANY)
  return (
    <>
      {fields.slice(0, fields.length - hidden).map((field) => <Branch key={field.path} field={field} {...rest} />)}
      {hidden > 0 && <TreeNote><button type="button" className="sort-button" onClick={() => setWhole(true)}>{hidden} more fields</button></TreeNote>}
    </>
  )
}

function Branch({ schema, field, current, onCurrent }: { schema: JsonSchema; field: Field; current: string | undefined; onCurrent: ((path: string) => void) | undefined }) {
  const [isOpen, setOpen] = useState(current ? current.startsWith(`${field.path}.`) : field.path === 'spec')
  const below = useMemo(() => (isOpen ? fieldsBelow(schema, field) : []), [schema, field, isOpen])
  return (
    <TreeItem
      text={field.name}
      label={<FieldText schema={schema} field={field} title={field.name} />}
      isCurrent={field.path === current}
      isOpen={isOpen}
      {...(field.hasFields ? { onToggle: setOpen } : {})}
    >
      <Fields schema={schema} fields={below} current={current} onCurrent={onCurrent} />
    </TreeItem>
  )
}
