import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Eye, EyeOff } from 'lucide-react'
import type { EntityType } from '../../api/registry'
import { useSetStatus } from '../../api/registryChanges'
import { useRights } from '../../api/rights'
import { describe } from '../../lib/problem'

/** Ignores an entity or enables it again, for those who may. Designs are understood without what is ignored. */
export function StatusButton(props: { entityType: EntityType; id: string; name: string; status: string | null | undefined; size?: 'xs' | 'sm' }) {
  const rights = useRights()
  const change = useSetStatus(props.entityType)
  if (!rights.can('registry.write')) return null
  const isIgnored = (props.status ?? 'enabled') !== 'enabled'
  const run = () =>
    change.mutate(
      { id: props.id, status: isIgnored ? 'enabled' : 'ignored' },
      {
        onSuccess: () => notifications.show({ message: isIgnored ? `“${props.name}” is enabled` : `“${props.name}” is ignored: designs are understood without it` }),
        onError: (error) => notifications.show({ color: 'red', title: 'The status is as it was', message: describe(error).message }),
      },
    )
  const icon = isIgnored ? <Eye size={15} aria-hidden /> : <EyeOff size={15} aria-hidden />
  const action = isIgnored ? 'Enable' : 'Ignore'
  return (
    <Button variant="default" size={props.size ?? 'sm'} leftSection={icon} loading={change.isPending} onClick={run} aria-label={`${action} ${props.name}`}>
      {action}
    </Button>
  )
}
