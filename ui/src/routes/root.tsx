import { Button } from '@mantine/core'
import { createRootRoute, createRoute, Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { EmptyState } from '../components/EmptyState'
import { Shell } from '../components/Shell'

export const root = createRootRoute({ notFoundComponent: NotFound })

/** Parent of the pages inside the frame. */
export const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell })

function NotFound() {
  return (
    <EmptyState
      icon={<Compass size={40} aria-hidden />}
      title="There is nothing here"
      text="The address leads nowhere. The thing it named may have been deleted."
      action={<Button component={Link} to="/">Go to the dashboard</Button>}
    />
  )
}
