import type { ReactNode } from 'react'
import { useRights } from '../api/rights'
import { AccessDenied } from './AccessDenied'

/**
 * Shows a page to those who have one of the rights. While rights are still asked for the page is shown: the
 * server refuses what must be refused, and nobody else should have to wait.
 */
export function Guard({ needs, children }: { needs: string[]; children: ReactNode }) {
  const rights = useRights()
  return needs.every(rights.lacks) ? <AccessDenied needs={needs.join(' or ')} /> : children
}
