import { Alert, Button, FileInput, Group, List, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { FileText, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ImportedDesign } from '../../api/client'
import { useImport } from '../../api/queries'
import { ErrorPanel } from '../../components/ErrorPanel'

/** Brings in a file or a pasted text, and says what was understood. */
export function ImportDialog(props: { isOpen: boolean; file: File | undefined; onClose: () => void }) {
  const [file, setFile] = useState<File | null>(null)
  const [text, setText] = useState('')
  const [name, setName] = useState('')
  const upload = useImport()
  const navigate = useNavigate()
  useEffect(() => setFile(props.file ?? null), [props.file])

  const close = () => {
    upload.reset()
    setFile(null)
    setText('')
    setName('')
    props.onClose()
  }
  const open = (design: ImportedDesign) => {
    close()
    void navigate({ to: '/designs/$id', params: { id: design.id } })
  }
  const submit = async () => {
    const content = file ? await file.text() : text
    const body = { content, ...(name ? { name } : {}), ...(file ? { fileName: file.name } : {}) }
    upload.mutate(body, { onSuccess: (design) => design.warnings.length === 0 && open(design) })
  }
  return (
    <Modal opened={props.isOpen} onClose={close} title="Import design" size="lg" centered>
      {upload.data ? (
        <Imported design={upload.data} onOpen={() => open(upload.data)} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void submit()
          }}
        >
          <Stack>
            <FileInput
              label="File"
              description="A Kubernetes manifest or a Meshery design, YAML or JSON"
              placeholder="Choose a file"
              leftSection={<FileText size={16} aria-hidden />}
              value={file}
              onChange={setFile}
              clearable
              data-testid="import-file"
            />
            {!file && (
              <Textarea
                label="Or paste it"
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
                autosize
                minRows={7}
                maxRows={16}
                placeholder={'apiVersion: apps/v1\nkind: Deployment\n…'}
                styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
                data-testid="import-text"
              />
            )}
            <TextInput label="Name" description="Left empty, it is taken from the file" value={name} onChange={(event) => setName(event.currentTarget.value)} data-testid="import-name" />
            {upload.error && <ErrorPanel error={upload.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>Cancel</Button>
              <Button type="submit" loading={upload.isPending} disabled={!file && !text.trim()} data-testid="import-submit">Import</Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  )
}

function Imported({ design, onOpen }: { design: ImportedDesign; onOpen: () => void }) {
  return (
    <Stack>
      <Text>
        “{design.name}” was imported as {design.sourceType}: {design.componentCount} components, {design.relationshipCount} relationships.
      </Text>
      <Alert color="yellow" icon={<TriangleAlert size={18} aria-hidden />} title={design.warnings.length === 1 ? 'One thing deserves a look' : `${design.warnings.length} things deserve a look`}>
        <List size="sm">
          {design.warnings.map((warning) => (
            <List.Item key={`${warning.line}-${warning.message}`}>
              {warning.line ? `Line ${warning.line}: ` : ''}{warning.message}
            </List.Item>
          ))}
        </List>
      </Alert>
      <Group justify="flex-end"><Button onClick={onOpen} data-autofocus data-testid="open-design">Open design</Button></Group>
    </Stack>
  )
}
