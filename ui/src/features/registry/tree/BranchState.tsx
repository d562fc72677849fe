import { Button, Loader } from '@mantine/core'
import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { TreeNote } from '../../../components/tree/TreeItem'
import { capitalize, describe } from '../../../lib/problem'

/** What else there is to say of a branch: it loads, it failed, it is empty, or there is more. */
export function BranchState({ result, count, what }: { result: UseInfiniteQueryResult; count: number; what: string }) {
  if (result.error) {
    return (
      <TreeNote>
        <span role="alert">{capitalize(describe(result.error).message)}.</span>{' '}
        <Button size="compact-xs" variant="default" onClick={() => void result.refetch()}>Try again</Button>
      </TreeNote>
    )
  }
  if (result.isPending) return <TreeNote><Loader size={14} /></TreeNote>
  if (result.hasNextPage) {
    return (
      <TreeNote>
        <Button size="compact-xs" variant="default" loading={result.isFetchingNextPage} onClick={() => void result.fetchNextPage()}>More {what}</Button>
      </TreeNote>
    )
  }
  return count === 0 ? <TreeNote>No {what} here.</TreeNote> : null
}
