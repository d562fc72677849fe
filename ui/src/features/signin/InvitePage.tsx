import { Button } from '@mantine/core'
import { useLocation } from '@tanstack/react-router'
import { MailQuestion } from 'lucide-react'
import { useState } from 'react'
import { useAccept } from '../../api/accounts'
import { CardPage } from '../../components/CardPage'
import { EmptyState } from '../../components/EmptyState'
import { Form } from '../../components/Form'
import { browser } from '../../lib/browser'
import { AccountFields, EMPTY_DRAFT, isReady, toAccount } from './AccountFields'

/** Takes an invitation up. Its code stands behind `#`, which browsers send to no server. */
export function InvitePage() {
  const code = useLocation({ select: (location) => location.hash })
  if (code === '') {
    return (
      <CardPage title="Invitation">
        <div className="panel">
          <EmptyState
            icon={<MailQuestion size={40} aria-hidden />}
            title="The link is incomplete"
            text="The code of the invitation is missing behind #. Open the link as you got it, to its last letter."
          />
        </div>
      </CardPage>
    )
  }
  return (
    <CardPage title="You are invited" text="Choose how you will sign in on this server.">
      <div className="panel" style={{ padding: 24 }}><AcceptForm code={code} onDone={() => browser.go('/')} /></div>
    </CardPage>
  )
}

export function AcceptForm({ code, onDone }: { code: string; onDone: () => void }) {
  const [draft, setDraft] = useState(EMPTY_DRAFT)
  const [isSent, setSent] = useState(false)
  const accept = useAccept()
  const submit = () => {
    setSent(true)
    if (isReady(draft)) accept.mutate({ code, ...toAccount(draft) }, { onSuccess: onDone })
  }
  return (
    <Form
      label="Accept the invitation"
      error={accept.error}
      onSubmit={submit}
      actions={<Button type="submit" fullWidth loading={accept.isPending || accept.isSuccess} data-testid="accept">Make my account</Button>}
    >
      <AccountFields draft={draft} isSent={isSent} onChange={setDraft} />
    </Form>
  )
}
