import { Button, Code, Group, Loader, Modal, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { queries } from '../api/queries'
import { CopyButton } from './CopyButton'
import { ErrorPanel } from './ErrorPanel'

/** Shows the content of `auth.json` and lets it be taken along. It is asked for when the dialog opens. */
export function TokenDialog(props: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title="Get token" size="lg" centered>
      {props.isOpen && <TokenFile />}
    </Modal>
  )
}

function TokenFile() {
  const { data, error, refetch } = useQuery(queries.tokenFile)
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!data) return <Loader />
  const text = `${JSON.stringify(data, null, 2)}\n`
  return (
    <Stack>
      <Text>
        With this file, <Code>mesheryctl</Code> and scripts are who you are here. Save it as <Code>~/.meshery/auth.json</Code>, or name it with <Code>--token</Code>.
        {data.token === '' && ` The provider ${data['meshery-provider']} asks nobody to sign in, so the token in it is empty.`}
      </Text>
      <Code block data-testid="token-file">{text}</Code>
      <Group justify="flex-end">
        <CopyButton value={text} />
        <Button
          component="a"
          size="xs"
          href={`data:application/json;charset=utf-8,${encodeURIComponent(text)}`}
          download="auth.json"
          leftSection={<Download size={14} aria-hidden />}
          data-testid="token-download"
        >
          Download auth.json
        </Button>
      </Group>
    </Stack>
  )
}
