import { Button, Center, Code, Group, Loader, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { CircleCheck, CircleX } from 'lucide-react'
import { useState } from 'react'
import { grants, useDecideDevice } from '../../api/grants'
import { Ago } from '../../components/Ago'
import { CardPage } from '../../components/CardPage'
import { EmptyState } from '../../components/EmptyState'
import { Form } from '../../components/Form'
import { FormProblem } from '../../components/FormProblem'
import { takeFocus } from '../../components/takeFocus'
import { isUserCode, toUserCode } from '../../lib/usercode'
import { AskingProgram, SignedInAs } from './AskingProgram'

const route = getRouteApi('/device')

/** Lets a program on another screen in: by the code it shows. */
export function DevicePage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const code = toUserCode(search.code ?? '')
  const go = (next: string | undefined) => void navigate({ search: { code: next } })
  return (
    <CardPage title="Let a program in" text="It shows a code in its terminal, and this page asks you about it.">
      {isUserCode(code) ? <Decision key={code} code={code} onCode={go} /> : <CodeForm code={code} onCode={go} />}
      <SignedInAs />
    </CardPage>
  )
}

export function CodeForm(props: { code: string; error?: unknown; onCode: (code: string) => void }) {
  const [code, setCode] = useState(props.code)
  return (
    <div className="panel" style={{ padding: 24 }}>
      <Form
        label="Code of the program"
        error={props.error}
        onSubmit={() => isUserCode(code) && props.onCode(code)}
        actions={<Button type="submit" fullWidth disabled={!isUserCode(code)} data-testid="code-submit">Continue</Button>}
      >
        <TextInput
          label="Code"
          description="Eight letters or digits, as the terminal shows them"
          placeholder="WDJB-MJHT"
          autoComplete="off"
          spellCheck={false}
          autoFocus
          value={code}
          onChange={(event) => setCode(toUserCode(event.currentTarget.value))}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', letterSpacing: '0.1em' } }}
          data-testid="user-code"
        />
      </Form>
    </div>
  )
}

function Decision({ code, onCode }: { code: string; onCode: (code: string | undefined) => void }) {
  const { data: pending, error } = useQuery(grants.device(code))
  const decide = useDecideDevice(code)
  if (error) return <CodeForm code={code} error={error} onCode={onCode} />
  if (!pending) return <Center py="xl"><Loader /></Center>
  if (decide.isSuccess) return <Outcome isApproved={decide.variables} client={pending.client} />
  return (
    <Stack className="panel" p="lg">
      <AskingProgram
        name={pending.client}
        facts={[
          ['Code', <Code key="code" data-testid="pending-code">{pending.userCode}</Code>],
          ['Asked', <Ago key="asked" time={pending.createdAt} />],
          ['Ends', <Ago key="ends" time={pending.expiresAt} />],
        ]}
      />
      <FormProblem error={decide.error} />
      <Group grow>
        <Button variant="default" disabled={decide.isPending} onClick={() => decide.mutate(false)} data-testid="deny">Deny</Button>
        <Button loading={decide.isPending} onClick={() => decide.mutate(true)} data-testid="approve">Approve</Button>
      </Group>
      <Button variant="subtle" size="xs" onClick={() => onCode(undefined)}>The terminal shows another code</Button>
    </Stack>
  )
}

function Outcome({ isApproved, client }: { isApproved: boolean; client: string }) {
  return (
    <div className="panel" role="status" ref={takeFocus} tabIndex={-1} style={{ outline: 'none' }}>
      <EmptyState
        icon={isApproved ? <CircleCheck size={40} aria-hidden /> : <CircleX size={40} aria-hidden />}
        title={isApproved ? 'It is let in' : 'It stays outside'}
        text={isApproved ? `${client || 'The program'} goes on by itself. You can close this page.` : `${client || 'The program'} got nothing. You can close this page.`}
      />
    </div>
  )
}
