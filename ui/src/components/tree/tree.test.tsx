import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { useState } from 'react'
import { beforeEach, describe, expect, test } from 'vitest'
import { show } from '../../test/render'
import { newTyping } from './keys'
import { Tree } from './Tree'
import { TreeItem } from './TreeItem'

function Sample() {
  const [isOpen, setOpen] = useState(false)
  return (
    <Tree label="Sample">
      <TreeItem text="Mesh" label="Mesh" isOpen={isOpen} onToggle={setOpen}>
        <TreeItem text="Istio" label={<a href="#istio">Istio</a>} />
        <TreeItem text="Linkerd" label="Linkerd" />
      </TreeItem>
      <TreeItem text="Storage" label="Storage" />
    </Tree>
  )
}

const focused = () => document.activeElement?.textContent
const keys = (text: string) => userEvent.keyboard(text)

describe('a tree', () => {
  beforeEach(async () => {
    show(<Sample />)
    await userEvent.tab()
  })

  test('is reached with Tab and walked with arrows', async () => {
    expect(focused()).toBe('Mesh')
    await keys('{ArrowDown}')
    expect(focused()).toBe('Storage')
    await keys('{Home}{ArrowRight}{ArrowRight}')
    expect(focused()).toBe('Istio')
    await keys('{End}')
    expect(focused()).toBe('Storage')
  })

  test('opens and closes its branches, and leads back to them', async () => {
    const mesh = screen.getByRole('treeitem', { name: 'Mesh' })
    await keys('{ArrowRight}{ArrowDown}{ArrowDown}')
    expect(focused()).toBe('Linkerd')
    await keys('{ArrowLeft}')
    expect(focused()).toBe('Mesh')
    expect(mesh.getAttribute('aria-expanded')).toBe('true')
    await keys('{ArrowLeft}')
    expect(mesh.getAttribute('aria-expanded')).toBe('false')
    expect(screen.queryByText('Istio')).toBeNull()
  })

  test('goes to what is typed, and follows links', async () => {
    await keys('{ArrowRight}li')
    expect(focused()).toBe('Linkerd')
    await keys('{Home}{ArrowDown}{Enter}')
    expect(location.hash).toBe('#istio')
  })

  test('takes letters together that are typed quickly', () => {
    const type = newTyping()
    expect([type('k', 1000), type('u', 1200), type('s', 3000)]).toEqual(['k', 'ku', 's'])
  })

  test('has one item to Tab to, and no serious accessibility fault', async () => {
    await keys('{ArrowRight}{ArrowDown}')
    expect(screen.getAllByRole('treeitem').filter((item) => item.tabIndex === 0).map((item) => item.textContent)).toEqual(['Istio'])
    const { violations } = await axe.run(screen.getByRole('tree'))
    expect(violations.map((one) => one.id)).toEqual([])
  })
})
