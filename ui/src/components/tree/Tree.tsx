import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { isLetter, itemsOf, move, newTyping, startsWith } from './keys'

/** A tree that is walked with the arrow keys. One of its items can be reached with Tab; the others from there, and links with Enter. */
export function Tree({ label, children }: { label: string; children: ReactNode }) {
  const tree = useRef<HTMLUListElement>(null)
  const [type] = useState(newTyping)
  useEffect(() => {
    const element = tree.current
    if (!element) return
    // Branches come and go by themselves, so whoever is reachable is found anew with each.
    const keepOneReachable = () => {
      const items = itemsOf(element)
      if (!items.some((item) => item.tabIndex === 0)) items[0]?.setAttribute('tabindex', '0')
      for (const link of element.querySelectorAll('.tree-row a')) link.setAttribute('tabindex', '-1')
    }
    keepOneReachable()
    const observer = new MutationObserver(keepOneReachable)
    observer.observe(element, { childList: true, subtree: true })
    return () => observer.disconnect()
  }, [])
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const item = event.target as HTMLElement
    if (item.getAttribute('role') !== 'treeitem') return
    const next = isLetter(event) ? startsWith(event.currentTarget, item, type(event.key, event.timeStamp)) : move(event.currentTarget, item, event.key)
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  const onFocus = (event: { target: EventTarget; currentTarget: HTMLElement }) => {
    const item = (event.target as HTMLElement).closest('[role=treeitem]')
    for (const other of itemsOf(event.currentTarget)) other.setAttribute('tabindex', other === item ? '0' : '-1')
  }
  return (
    <ul ref={tree} role="tree" aria-label={label} className="tree" onKeyDown={onKeyDown} onFocus={onFocus}>
      {children}
    </ul>
  )
}
