import { Code } from '@mantine/core'
import { Lock } from 'lucide-react'
import { EmptyState } from './EmptyState'

/** What stands where somebody may not look. */
export function AccessDenied({ needs }: { needs?: string }) {
  return (
    <EmptyState
      icon={<Lock size={40} aria-hidden />}
      title="You may not see this"
      text={needs ? <>It needs the right <Code>{needs}</Code>, which none of your roles has. An administrator can give it to you.</> : 'None of your roles permits it. An administrator can give you one that does.'}
    />
  )
}
