import { ActionIcon, AppShell, Burger, Button, Group, Kbd, Menu, ScrollArea, Stack, Text, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { BookOpen, Boxes, CircleUser, Keyboard, KeyRound, LayoutDashboard, LogOut, PenTool, Search } from 'lucide-react'
import { queries } from '../api/queries'
import { ShortcutHelp } from './ShortcutHelp'
import { Palette } from './Palette'
import { ThemeToggle } from './ThemeToggle'
import { TokenDialog } from './TokenDialog'

const PAGES = [
  { to: '/', label: 'Dashboard', icon: LayoutDashboard },
  { to: '/designs', label: 'Designs', icon: PenTool },
  { to: '/registry', label: 'Registry', icon: Boxes },
] as const

/** The frame around every page: navigation, palette, theme, user. */
export function Shell() {
  const [isMenuOpen, menu] = useDisclosure(false)
  const [isPaletteOpen, palette] = useDisclosure(false)
  const [isHelpOpen, help] = useDisclosure(false)
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
            {PAGES.map(({ to, label, icon: Icon }) => (
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
      <AppShell.Main id="main" tabIndex={-1}><Outlet /></AppShell.Main>
      <Palette isOpen={isPaletteOpen} onOpen={palette.open} onClose={palette.close} />
      <ShortcutHelp isOpen={isHelpOpen} onOpen={help.open} onClose={help.close} />
    </AppShell>
  )
}

function UserMenu() {
  const { data: user } = useQuery(queries.user)
  const [isTokenOpen, token] = useDisclosure()
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label="User" data-testid="user-menu"><CircleUser size={18} aria-hidden /></ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {user && <Menu.Label>{user.firstName} · provider {user.provider}</Menu.Label>}
          <Menu.Item leftSection={<KeyRound size={15} aria-hidden />} onClick={token.open}>Get token</Menu.Item>
          <Menu.Item component="a" href="/user/logout" leftSection={<LogOut size={15} aria-hidden />}>Change provider</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <TokenDialog isOpen={isTokenOpen} onClose={token.close} />
    </>
  )
}

function VersionLine() {
  const { data: version } = useQuery(queries.version)
  return <Text size="xs" c="dimmed" px={12} py={6}>{version ? `${version.build} · ${version.commitsha}` : ' '}</Text>
}

