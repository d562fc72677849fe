import { ActionIcon, AppShell, Box, Burger, Button, Group, Kbd, ScrollArea, Stack, Text, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { BookOpen, Boxes, Keyboard, LayoutDashboard, PenTool, Search } from 'lucide-react'
import { queries } from '../api/queries'
import { rightsQuery, useRights } from '../api/rights'
import { useSessionWatch } from '../api/useSessionWatch'
import { ErrorPanel } from './ErrorPanel'
import { ShortcutHelp } from './ShortcutHelp'
import { Palette } from './Palette'
import { ThemeToggle } from './ThemeToggle'
import { UserMenu } from './UserMenu'

const PAGES = [
  { to: '/', label: 'Dashboard', icon: LayoutDashboard, needs: undefined },
  { to: '/designs', label: 'Designs', icon: PenTool, needs: 'designs.read' },
  { to: '/registry', label: 'Registry', icon: Boxes, needs: 'registry.read' },
] as const

/** The frame around every page: navigation, palette, theme, user. */
export function Shell() {
  const [isMenuOpen, menu] = useDisclosure(false)
  const [isPaletteOpen, palette] = useDisclosure(false)
  const [isHelpOpen, help] = useDisclosure(false)
  const { data: user } = useQuery(queries.user)
  const rights = useRights()
  useSessionWatch(user)
  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !isMenuOpen } }} padding="lg">
      <a className="skip-link" href="#main">Skip to content</a>
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={isMenuOpen} onClick={menu.toggle} hiddenFrom="sm" size="sm" aria-label="Navigation" />
            <Link to="/" className="brand"><img src="/favicon.svg" width={28} height={28} alt="" />Meshery</Link>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <Button
              variant="default"
              leftSection={<Search size={15} aria-hidden />}
              rightSection={<Kbd size="xs" visibleFrom="sm">Ctrl K</Kbd>}
              onClick={palette.open}
              data-testid="palette-open"
            >
              Find
            </Button>
            <Tooltip label="Keyboard shortcuts">
              <ActionIcon variant="default" size="lg" aria-label="Keyboard shortcuts" onClick={help.open} visibleFrom="sm">
                <Keyboard size={17} aria-hidden />
              </ActionIcon>
            </Tooltip>
            <ThemeToggle />
            <UserMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label="Pages">
        <AppShell.Section grow component={ScrollArea}>
          <Stack gap={2}>
            {PAGES.filter(({ needs }) => !needs || !rights.lacks(needs)).map(({ to, label, icon: Icon }) => (
              <Link key={to} to={to} className="nav-link" activeOptions={{ exact: to === '/' }} onClick={menu.close}>
                <Icon size={17} aria-hidden />{label}
              </Link>
            ))}
          </Stack>
        </AppShell.Section>
        <AppShell.Section>
          <a className="nav-link" href="/docs/"><BookOpen size={17} aria-hidden />API reference</a>
          <VersionLine />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <RightsProblem />
        <Outlet />
      </AppShell.Main>
      <Palette isOpen={isPaletteOpen} onOpen={palette.open} onClose={palette.close} />
      <ShortcutHelp isOpen={isHelpOpen} onOpen={help.open} onClose={help.close} />
    </AppShell>
  )
}

/** Without knowing rights nothing is offered. That must not look as if there were nothing. */
function RightsProblem() {
  const { error, refetch } = useQuery(rightsQuery)
  return error ? <Box mb="md"><ErrorPanel error={error} onRetry={() => void refetch()} /></Box> : null
}

function VersionLine() {
  const { data: version } = useQuery(queries.version)
  return <Text size="xs" c="dimmed" px={12} py={6}>{version ? `${version.build} · ${version.commitsha}` : ' '}</Text>
}
