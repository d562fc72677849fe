import { Code, Loader, Modal, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { queries } from '../api/queries'
import { ErrorPanel } from './ErrorPanel'
import { TokenFile } from './TokenFile'

/** Shows the content of `auth.json` and lets it be taken along. It is asked for when the dialog opens. */
export function TokenDialog(props: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title="Get token" size="lg" centered>
      {props.isOpen && <Content />}
    </Modal>
  )
}

function Content() {
  const { data, error, refetch } = useQuery(queries.tokenFile)
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!data) return <Loader />
  return (
    <Stack>
      <Text>
        With this file, <Code>mesheryctl</Code> and scripts are who you are here. Save it as <Code>~/.meshery/auth.json</Code>, or name it with <Code>--token</Code>.
        {data.token === '' && ` The provider ${data['meshery-provider']} asks nobody to sign in, so the token in it is empty.`}
      </Text>
      <TokenFile content={data} />
    </Stack>
  )
}
