import { Group, Select, Text } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { RegisteredModel } from '../../../api/registry'
import { PageHeader } from '../../../components/PageHeader'
import { versionOf } from '../../../lib/registry/versions'
import { Marks, ModelIcon } from '../links'
import { StatusButton } from '../StatusButton'
import { DeleteModel } from './DeleteModel'
import { ExportMenu } from './ExportMenu'

const route = getRouteApi('/shell/registry/models/$model')

/** What a model is, which of its versions is shown, and what can be done with it. */
export function ModelHeader({ model, versions }: { model: RegisteredModel; versions: RegisteredModel[] }) {
  const name = model.displayName || model.name
  return (
    <>
      <PageHeader
        title={name}
        text={
          <Group gap={10} mt={4}>
            <ModelIcon model={model} />
            {model.category?.name && <Link to="/registry" search={{ category: model.category.name }}>{model.category.name}</Link>}
            <Marks status={model.status} duplicates={model.duplicates} origin={model.origin} />
          </Group>
        }
        actions={
          <>
            <VersionSwitch model={model} versions={versions} />
            <StatusButton entityType="models" id={model.id ?? ''} name={`${name} ${versionOf(model)}`} status={model.status} />
            <ExportMenu model={model} />
            {model.origin === 'imported' && <DeleteModel model={model} isOnlyVersion={versions.length === 1} />}
          </>
        }
      />
      <Text maw="80ch" mb="md">{model.description}</Text>
    </>
  )
}

function VersionSwitch({ model, versions }: { model: RegisteredModel; versions: RegisteredModel[] }) {
  const navigate = route.useNavigate()
  if (versions.length < 2) return <Text size="sm" c="dimmed">{versionOf(model)}</Text>
  return (
    <Select
      w={250}
      aria-label="Version"
      data-testid="version"
      allowDeselect={false}
      searchable={versions.length > 10}
      value={model.id ?? null}
      data={versions.map((one) => ({ value: one.id ?? '', label: labelOf(one, versions) }))}
      onChange={(id) => void navigate({ search: (old) => ({ tab: old.tab, id: id ?? undefined }) })}
    />
  )
}

/** A version as people tell it from the others: by itself, and by its registrant where that is not enough. */
function labelOf(model: RegisteredModel, versions: RegisteredModel[]): string {
  const same = versions.filter((one) => versionOf(one) === versionOf(model))
  const registrant = same.length > 1 ? ` · ${model.registrant?.kind ?? ''} ${model.version ?? ''}` : ''
  return `${versionOf(model) || 'no version'}${registrant}${model.status === 'ignored' ? ' · ignored' : ''}`
}
