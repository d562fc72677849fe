import type { ReactNode } from 'react'
import { useRights } from '../api/rights'
import { AccessDenied } from './AccessDenied'
import { PageHeader } from './PageHeader'

/**
 * Shows a page to those who have one of the rights. While rights are still asked for the page is shown: the
 * server refuses what must be refused, and nobody else should have to wait.
 */
export function Guard({ needs, children }: { needs: string[]; children: ReactNode }) {
  const rights = useRights()
  if (!needs.every(rights.lacks)) return children
  return (
    <>
      <PageHeader title="No access" />
      <div className="panel"><AccessDenied needs={needs.join(' or ')} /></div>
    </>
  )
}
