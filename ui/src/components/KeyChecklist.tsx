import { Checkbox, Fieldset, Stack } from '@mantine/core'
import type { Key } from '../api/client'
import { byCategory } from '../lib/roles'

/** Permissions to be ticked, grouped by category. */
export function KeyChecklist(props: { keys: Key[]; value: string[]; onChange: (value: string[]) => void; isDisabled?: boolean }) {
  const set = (key: string, isOn: boolean) => props.onChange(isOn ? [...props.value, key] : props.value.filter((one) => one !== key))
  return (
    <Stack gap="sm">
      {byCategory(props.keys).map(([category, keys]) => (
        <Fieldset key={category} legend={category} disabled={props.isDisabled ?? false} p="sm">
          <Stack gap="xs">
            {keys.map((one) => (
              <Checkbox
                key={one.key}
                label={one.function}
                description={one.key}
                checked={props.value.includes(one.key)}
                onChange={(event) => set(one.key, event.currentTarget.checked)}
                data-testid={`key-${one.key}`}
              />
            ))}
          </Stack>
        </Fieldset>
      ))}
    </Stack>
  )
}
