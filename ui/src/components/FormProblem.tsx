import { Alert, Text } from '@mantine/core'
import { TriangleAlert } from 'lucide-react'
import { capitalize, describe } from '../lib/problem'

/** Says inside a form why it was not accepted, and how long to wait if that is the reason. */
export function FormProblem({ error }: { error: unknown }) {
  if (!error) return null
  const problem = describe(error)
  return (
    <Alert role="alert" color="red" icon={<TriangleAlert size={18} aria-hidden />} title={`${capitalize(problem.message)}.`} data-testid="form-problem">
      {problem.waitSeconds !== undefined && <Text size="sm">Try again in {problem.waitSeconds} {problem.waitSeconds === 1 ? 'second' : 'seconds'}.</Text>}
      {problem.waitSeconds === undefined && problem.remedies.map((remedy) => <Text key={remedy} size="sm">{remedy}</Text>)}
    </Alert>
  )
}
