import { Button, Code, Group, Stack } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { ShieldX } from 'lucide-react'
import { useState } from 'react'
import { type AuthorizeRequest, useAuthorize } from '../../api/grants'
import { CardPage } from '../../components/CardPage'
import { EmptyState } from '../../components/EmptyState'
import { FormProblem } from '../../components/FormProblem'
import { browser } from '../../lib/browser'
import { isLoopback, leadsTo, refusal } from '../../lib/loopback'
import { AskingProgram, SignedInAs } from './AskingProgram'

const route = getRouteApi('/authorize')

/** Lets a program on this machine in, which waits for the answer at an address of its own. */
export function AuthorizePage() {
  const search = route.useSearch()
  const request = {
    client_id: search.client_id ?? '',
    redirect_uri: search.redirect_uri ?? '',
    state: search.state ?? '',
    code_challenge: search.code_challenge ?? '',
    code_challenge_method: search.code_challenge_method ?? '',
  }
  return (
    <CardPage title="Let a program in">
      {isLoopback(request.redirect_uri) ? <Consent request={request} /> : <Elsewhere address={request.redirect_uri} />}
      <SignedInAs />
    </CardPage>
  )
}

export function Consent({ request }: { request: AuthorizeRequest }) {
  const authorize = useAuthorize()
  const [isAstray, setAstray] = useState(false)
  const approve = () =>
    authorize.mutate(request, {
      // The code opens this account: it goes to the address that was shown, or nowhere.
      onSuccess: (to) => (leadsTo(to, request.redirect_uri) ? browser.go(to) : setAstray(true)),
    })
  return (
    <Stack className="panel" p="lg">
      <AskingProgram
        name={request.client_id}
        facts={[['Waits at', <Code key="address" data-testid="redirect-uri">{new URL(request.redirect_uri).origin}</Code>], ['Where', 'on this machine']]}
      />
      <FormProblem error={isAstray ? new Error('the answer leads elsewhere than the program asked for') : authorize.error} />
      <Group grow>
        <Button variant="default" disabled={authorize.isPending} onClick={() => browser.go(refusal(request.redirect_uri, request.state))} data-testid="deny">Deny</Button>
        <Button loading={authorize.isPending || (authorize.isSuccess && !isAstray)} onClick={approve} data-testid="approve">Approve</Button>
      </Group>
    </Stack>
  )
}

function Elsewhere({ address }: { address: string }) {
  return (
    <div className="panel" role="alert" data-testid="not-loopback">
      <EmptyState
        icon={<ShieldX size={40} aria-hidden />}
        title="This is refused"
        text={
          address
            ? <>The program wants the answer sent to <Code style={{ overflowWrap: 'anywhere' }}>{address}</Code>, which is not this machine. Whoever waits there would be you here.</>
            : 'The address does not say where the program waits. Start signing in from the program again.'
        }
      />
    </div>
  )
}
