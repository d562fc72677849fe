import { ChevronRight } from 'lucide-react'
import { createContext, type KeyboardEvent, type ReactNode, useContext } from 'react'

const Depth = createContext(1)

interface Props {
  /** What stands in the row; a link in it is followed by Enter. */
  label: ReactNode
  /** The row's words, for those who type to get there. */
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
    const link = event.currentTarget.querySelector<HTMLElement>(':scope > .tree-row a, :scope > .tree-row button')
    if (event.key === 'Enter' && link) link.click()
    else if (onToggle && (event.key === ' ' || event.key === 'Enter' || event.key === (isOpen ? 'ArrowLeft' : 'ArrowRight'))) onToggle(!isOpen)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <li
      role="treeitem"
      aria-level={depth}
      aria-expanded={onToggle ? isOpen : undefined}
      aria-selected={isCurrent}
      aria-label={text}
      data-text={text}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <div className="tree-row" data-current={isCurrent} onClick={(event) => onToggle && event.target === event.currentTarget && onToggle(!isOpen)}>
        {onToggle ? (
          <span className="tree-toggle" data-open={isOpen} aria-hidden onClick={() => onToggle(!isOpen)}><ChevronRight size={15} /></span>
        ) : (
          <span className="tree-toggle" />
        )}
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
