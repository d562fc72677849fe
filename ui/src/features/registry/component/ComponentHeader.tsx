import { Badge, Group, Select } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { PageHeader } from '../../../components/PageHeader'
import { modelVersionOf, type Versions } from '../../../lib/registry/componentVersions'
import { ComponentIcon, Marks } from '../links'
import { StatusButton } from '../StatusButton'

const route = getRouteApi('/shell/registry/components/$model/$kind')

/** What a kind is called, where it belongs, and which version of its model is shown. */
export function ComponentHeader({ versions }: { versions: Versions }) {
  const { model: name, kind } = route.useParams()
  const { version } = route.useSearch()
  const navigate = route.useNavigate()
  const { chosen, ofModel } = versions
  const title = chosen.displayName || kind
  return (
    <PageHeader
      title={title}
      text={
        <Group gap={10} mt={4}>
          <ComponentIcon component={chosen} />
          <Link to="/registry/models/$model" params={{ model: name }} search={version ? { id: chosen.model?.id ?? undefined } : {}}>{chosen.model?.displayName || name}</Link>
          <Badge variant="default" tt="none">{chosen.metadata?.isNamespaced ? 'Namespaced' : 'Cluster-wide'}</Badge>
          <Marks status={chosen.status} />
        </Group>
      }
      actions={
        <>
          {ofModel.length > 1 && (
            <Select
              w={200}
              aria-label="Version of the model"
              allowDeselect={false}
              value={modelVersionOf(chosen)}
              data={ofModel}
              onChange={(next) => void navigate({ search: (old) => ({ tab: old.tab, version: next === ofModel[0] ? undefined : (next ?? undefined) }) })}
            />
          )}
          <StatusButton entityType="components" id={chosen.id ?? ''} name={title} status={chosen.status} />
        </>
      }
    />
  )
}
