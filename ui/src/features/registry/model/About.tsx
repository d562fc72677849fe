import { ColorSwatch, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { RegisteredModel } from '../../../api/registry'
import { versionOf } from '../../../lib/registry/versions'
import { Facts } from '../Facts'

/** Where a model comes from and how it looks. */
export function About({ model }: { model: RegisteredModel }) {
  const registrant = model.registrant?.kind
  return (
    <Facts
      facts={[
        ['Name', model.name],
        ['Version', versionOf(model)],
        ['Version of the definition', model.version],
        ['Category', model.category?.name],
        ['Subcategory', model.subCategory],
        ['Registered by', registrant && <Link to="/registry" search={{ registrant }}>{registrant}</Link>],
        ['Origin', model.origin === 'imported' ? 'imported' : 'built into the server'],
        ['Status', model.status],
        ['Other entries of this name and version', model.duplicates ? <Link to="/registry" search={{ tab: 'duplicates' }}>{model.duplicates}</Link> : 'none'],
        ['Colours', <Colours key="colours" colours={[model.metadata?.primaryColor, model.metadata?.secondaryColor]} />],
        ['Schema', model.schemaVersion],
        ['Id', model.id],
      ]}
    />
  )
}

/** Colours as they look, if they are what they say: the text comes from whoever made the model. */
function Colours({ colours }: { colours: (string | undefined)[] }) {
  const valid = colours.filter((colour): colour is string => /^#[0-9a-f]{3,8}$/i.test(colour ?? ''))
  return (
    <Group gap="md">
      {valid.map((colour) => <Group key={colour} gap={6}><ColorSwatch size={16} color={colour} aria-hidden />{colour}</Group>)}
    </Group>
  )
}
