import { useComputedColorScheme } from '@mantine/core'
import { yaml } from '@codemirror/lang-yaml'
import { defaultHighlightStyle, HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { standardKeymap } from '@codemirror/commands'
import { tags } from '@lezer/highlight'
import { useEffect, useRef } from 'react'

const darkHighlight = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: '#7cd4fd' },
  { tag: [tags.string, tags.content], color: '#d3e8c2' },
  { tag: [tags.number, tags.bool, tags.null], color: '#f5c98b' },
  { tag: tags.comment, color: '#93a4aa' },
  { tag: [tags.punctuation, tags.separator], color: '#a3b4ba' },
])

/** A YAML text to read: highlighted, searchable, not editable. */
export function Code({ text, label }: { text: string; label: string }) {
  const host = useRef<HTMLDivElement>(null)
  const isDark = useComputedColorScheme('light') === 'dark'
  useEffect(() => {
    if (!host.current) return
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          yaml(),
          keymap.of(standardKeymap),
          syntaxHighlighting(isDark ? darkHighlight : defaultHighlightStyle),
          EditorState.readOnly.of(true),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          EditorView.theme({ '.cm-gutters': { background: 'transparent', border: 'none', color: 'var(--quiet)' } }, { dark: isDark }),
        ],
      }),
    })
    return () => view.destroy()
  }, [text, label, isDark])
  return <div ref={host} className="panel" style={{ overflow: 'hidden' }} data-testid="code" />
}
