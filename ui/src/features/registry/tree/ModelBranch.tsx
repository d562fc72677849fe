import { Group, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { RegisteredModel } from '../../../api/registry'
import { registryQueries } from '../../../api/registryQueries'
import { TreeItem } from '../../../components/tree/TreeItem'
import type { ModelBranch as Branch } from '../../../lib/registry/tree'
import { versionOf } from '../../../lib/registry/versions'
import { ComponentLink, Marks, ModelLink } from '../links'
import { BranchState } from './BranchState'
import type { Branches } from './RegistryTree'

/** A model. With several versions they are branches of their own; a single one is left out. */
export function ModelBranch({ model, branches }: { model: Branch; branches: Branches }) {
  const { newest, versions } = model
  const key = newest.name
  const isOpen = branches.isOpen(key)
  const single = versions.length === 1
  return (
    <TreeItem
      text={newest.displayName || newest.name}
      label={
        <Group gap={10} component="span">
          <ModelLink model={newest} />
          {single ? <Facts model={newest} version={versionOf(newest)} /> : <Text size="xs" c="dimmed" component="span">{versions.length} versions, newest {versionOf(newest)}</Text>}
        </Group>
      }
      isOpen={isOpen}
      onToggle={(next) => branches.toggle(key, next)}
    >
      {single && <Components model={newest} />}
      {!single && versions.map((version) => <VersionBranch key={version.id} model={version} branches={branches} />)}
    </TreeItem>
  )
}

function VersionBranch({ model, branches }: { model: RegisteredModel; branches: Branches }) {
  const key = model.id ?? ''
  const version = versionOf(model)
  return (
    <TreeItem
      text={version}
      label={<Group gap={10} component="span"><ModelLink model={model} isExact>{version}</ModelLink><Facts model={model} /></Group>}
      isOpen={branches.isOpen(key)}
      onToggle={(next) => branches.toggle(key, next)}
    >
      <Components model={model} />
    </TreeItem>
  )
}

function Facts({ model, version }: { model: RegisteredModel; version?: string }) {
  const count = `${model.componentsCount} ${model.componentsCount === 1 ? 'component' : 'components'}`
  return (
    <>
      <Text size="xs" c="dimmed" component="span">
        {[version, count, model.registrant?.kind].filter(Boolean).join(' · ')}
      </Text>
      <Marks status={model.status} duplicates={model.duplicates} origin={model.origin} />
    </>
  )
}

function Components({ model }: { model: RegisteredModel }) {
  const result = useInfiniteQuery(registryQueries.branchComponents(model.name, versionOf(model)))
  const components = (result.data?.pages ?? []).flatMap((page) => page.components)
  return (
    <>
      {components.map((component) => (
        <TreeItem
          key={component.id}
          text={component.displayName || (component.component?.kind ?? '')}
          label={
            <Group gap={10} component="span">
              <ComponentLink component={component} isExact />
              <Text size="xs" c="dimmed" component="span">{component.component?.version}</Text>
              <Marks status={component.status} />
            </Group>
          }
        />
      ))}
      <BranchState result={result} count={components.length} what="components" />
    </>
  )
}
