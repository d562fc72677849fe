import { useQuery } from '@tanstack/react-query'
import { Code } from '../../components/Code'

/** A value as YAML. */
export function ValueView({ value, label }: { value: unknown; label: string }) {
  const { data } = useQuery({
    queryKey: ['yaml', value],
    queryFn: async () => (await import('yaml')).stringify(value ?? {}),
    staleTime: Infinity,
  })
  return data === undefined ? null : <Code text={data} label={label} />
}
