import { Button, Code, Group, Stack } from '@mantine/core'
import { Download, Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import type { TokenFile as Content } from '../api/client'
import { CopyButton } from './CopyButton'

/** The content of `auth.json`, to be taken along. The token in it is hidden until asked for: others may look on. */
export function TokenFile({ content }: { content: Content }) {
  const [isShown, setShown] = useState(false)
  const hasToken = content.token !== ''
  const text = toText(content)
  return (
    <Stack gap="sm">
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} data-testid="token-file">
        {isShown || !hasToken ? text : toText({ ...content, token: '•'.repeat(24) })}
      </Code>
      <Group justify="flex-end" gap="xs">
        {hasToken && (
          <Button
            size="xs"
            variant="default"
            aria-pressed={isShown}
            leftSection={isShown ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
            onClick={() => setShown(!isShown)}
            data-testid="token-reveal"
          >
            {isShown ? 'Hide token' : 'Show token'}
          </Button>
        )}
        {hasToken && <CopyButton value={content.token} label="Copy token" />}
        <CopyButton value={text} label={hasToken ? 'Copy file' : 'Copy'} />
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

const toText = (content: Content) => `${JSON.stringify(content, null, 2)}\n`
