import { Anchor, Center, Loader, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { accounts } from '../../api/accounts'
import { CardPage } from '../../components/CardPage'
import { ErrorPanel } from '../../components/ErrorPanel'
import { browser } from '../../lib/browser'
import { decodeReturn } from '../../lib/return'
import { SetUpForm } from './SetUpForm'
import { SignInForm } from './SignInForm'

const route = getRouteApi('/login')

/** Signs in with a name and a password; as long as there is no account, makes the first one. */
export function SignInPage() {
  const { ref } = route.useSearch()
  const { data, error, refetch } = useQuery(accounts.setup)
  const enter = () => browser.go(decodeReturn(ref))
  const isFirst = data?.needed === true
  return (
    <CardPage
      title={isFirst ? 'Set up this server' : 'Sign in'}
      text={isFirst ? 'There is no account yet. The one you make here is the first administrator.' : undefined}
    >
      {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error && <Center><Loader /></Center>}
      {data && <div className="panel" style={{ padding: 24 }}>{isFirst ? <SetUpForm onDone={enter} /> : <SignInForm onDone={enter} />}</div>}
      <Text ta="center" size="sm"><Anchor href={`/provider${ref ? `?ref=${encodeURIComponent(ref)}` : ''}`} size="sm">Choose another provider</Anchor></Text>
    </CardPage>
  )
}
