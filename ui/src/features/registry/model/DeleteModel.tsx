import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { RegisteredModel } from '../../../api/registry'
import { useDeleteModel } from '../../../api/registryChanges'
import { useRights } from '../../../api/rights'
import { RemoveDialog } from '../../../components/RemoveDialog'
import { versionOf } from '../../../lib/registry/versions'

/** Deletes an imported version of a model, after a question. */
export function DeleteModel({ model, isOnlyVersion }: { model: RegisteredModel; isOnlyVersion: boolean }) {
  const rights = useRights()
  const navigate = useNavigate()
  const [doomed, setDoomed] = useState<RegisteredModel>()
  const remove = useDeleteModel()
  if (!rights.can('registry.write')) return null
  const title = (one: RegisteredModel) => `${one.displayName || one.name} ${versionOf(one)}`
  const leave = () =>
    isOnlyVersion ? navigate({ to: '/registry' }) : navigate({ to: '/registry/models/$model', params: { model: model.name }, search: {} })
  return (
    <>
      <Button variant="default" c="var(--danger-text)" leftSection={<Trash2 size={15} aria-hidden />} onClick={() => setDoomed(model)} data-testid="delete">Delete</Button>
      <RemoveDialog
        item={doomed}
        id={(one) => one.id ?? ''}
        mutation={remove}
        title={(one) => `Delete “${title(one)}”?`}
        text={(one) => `Its ${one.componentsCount} components and ${one.relationshipsCount} relationship definitions go with it. Designs that use them stay, with kinds the registry does not know.`}
        action="Delete"
        done={(one) => `“${title(one)}” is deleted`}
        failed="The model is still there"
        onClose={() => setDoomed(undefined)}
        onDone={() => void leave()}
      />
    </>
  )
}
