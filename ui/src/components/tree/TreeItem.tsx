import { ChevronRight } from 'lucide-react'
import { createContext, type KeyboardEvent, type MouseEvent, type ReactNode, useContext } from 'react'

const Depth = createContext(1)

interface Props {
  /** What stands in the row; a link in it is followed by Enter. */
  label: ReactNode
  /** What people type to get there. */
  text: string
  isCurrent?: boolean
  isOpen?: boolean
  /** Opens and closes the branch; without it the item is a leaf. */
  onToggle?: (isOpen: boolean) => void
  children?: ReactNode
}

/** An item of a tree. What is below it is drawn only while it is open. */
export function TreeItem({ label, text, isCurrent = false, isOpen = false, onToggle, children }: Props) {
  const depth = useContext(Depth)
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return
    const link = event.currentTarget.querySelector<HTMLElement>('a')
    if (event.key === 'Enter' && link) link.click()
    else if (onToggle && (event.key === ' ' || event.key === 'Enter' || event.key === (isOpen ? 'ArrowLeft' : 'ArrowRight'))) onToggle(!isOpen)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const onClick = (event: MouseEvent<HTMLElement>) => {
    if (onToggle && !(event.target as HTMLElement).closest('a')) onToggle(!isOpen)
  }
  return (
    <li role="none">
      <div
        role="treeitem"
        className="tree-row"
        aria-level={depth}
        aria-expanded={onToggle ? isOpen : undefined}
        aria-selected={isCurrent}
        data-text={text}
        data-current={isCurrent}
        data-branch={onToggle !== undefined}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <span className="tree-toggle" data-open={isOpen} aria-hidden>{onToggle && <ChevronRight size={15} />}</span>
        <div className="tree-label">{label}</div>
      </div>
      {isOpen && children && <Depth value={depth + 1}><ul role="group" className="tree-group">{children}</ul></Depth>}
    </li>
  )
}

/** A row that is no item: a branch that loads, failed, or is empty. */
export function TreeNote({ children }: { children: ReactNode }) {
  return <li role="none" className="tree-note">{children}</li>
}
