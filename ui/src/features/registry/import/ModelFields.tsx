import { Autocomplete, ColorInput, SimpleGrid, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { registryQueries } from '../../../api/registryQueries'
import { type ModelFacts, nameProblem } from '../../../lib/registry/draft'

/** What a model is called, where it belongs and how it looks. */
export function ModelFields({ model, onModel, hint }: { model: ModelFacts; onModel: (model: ModelFacts) => void; hint?: string }) {
  const { data: categories } = useQuery(registryQueries.categories)
  const set = (next: Partial<ModelFacts>) => onModel({ ...model, ...next })
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      <TextInput
        label="Model name"
        description={hint}
        placeholder="cert-manager"
        value={model.name}
        error={model.name ? nameProblem(model.name) : undefined}
        onChange={(event) => set({ name: event.currentTarget.value })}
        data-testid="model-name"
      />
      <TextInput label="Display name" description={hint && ' '} placeholder="Cert Manager" value={model.displayName} onChange={(event) => set({ displayName: event.currentTarget.value })} />
      <TextInput label="Version" placeholder="v1.0.0" value={model.version} onChange={(event) => set({ version: event.currentTarget.value })} />
      <Autocomplete label="Category" placeholder="Uncategorized" data={[...new Set(categories?.map((one) => one.name))]} value={model.category} onChange={(category) => set({ category })} />
      <ColorInput label="Colour" placeholder="#326ce5" value={model.primaryColor} onChange={(primaryColor) => set({ primaryColor })} eyeDropperButtonProps={{ 'aria-label': 'Pick a colour from the screen' }} />
    </SimpleGrid>
  )
}
