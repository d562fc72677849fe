import { createTheme, type MantineColorsTuple } from '@mantine/core'

const lagoon: MantineColorsTuple = [
  '#e3f9f6',
  '#c9efeb',
  '#9de0d9',
  '#6bcfc6',
  '#3fbdb3',
  '#1aa79d',
  '#0d8f87',
  '#0b7a75',
  '#08615d',
  '#064a48',
]

/** Colours, type and shapes of the whole UI. Pages take everything from here. */
export const theme = createTheme({
  colors: { lagoon },
  primaryColor: 'lagoon',
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  defaultRadius: 'md',
  fontFamily: 'Inter, ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "JetBrains Mono", SFMono-Regular, Menlo, Consolas, monospace',
  headings: { fontWeight: '650' },
  components: {
    Alert: { styles: { title: { color: 'var(--mantine-color-text)' } } },
    Badge: { styles: { root: { flexShrink: 0, maxWidth: 'none', overflow: 'visible' }, label: { overflow: 'visible' } } },
    Anchor: { defaultProps: { underline: 'hover' } },
    Loader: { defaultProps: { role: 'status', 'aria-label': 'Loading' } },
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Modal: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Table: { defaultProps: { verticalSpacing: 9, horizontalSpacing: 'md' } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
  },
})
