import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import { Icon } from '../Icon'
import type { GraphNode } from '../../lib/graph/build'

/** What a drawn node knows. */
export type NodeData = GraphNode & { isSelected: boolean; isDim: boolean }
type Drawn = Node<NodeData>

function Handles() {
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} style={{ opacity: 0 }} />
      <Handle type="source" position={Position.Right} isConnectable={false} style={{ opacity: 0 }} />
    </>
  )
}

/** A component as a card. */
export function ComponentNode({ data }: NodeProps<Drawn>) {
  return (
    <div
      className="node"
      style={{ '--node-color': data.color } as React.CSSProperties}
      data-selected={data.isSelected}
      data-dim={data.isDim}
      title={`${data.kind} ${data.name}`}
    >
      <Handles />
      <Icon svg={data.icon} />
      <div className="node-text">
        <div className="node-kind">{data.kind}{data.isUnknown ? ' · unknown' : ''}</div>
        <div className="node-name">{data.name}</div>
      </div>
    </div>
  )
}

/** A component that others are drawn inside. */
export function GroupNode({ data }: NodeProps<Drawn>) {
  return (
    <div className="group" data-dim={data.isDim}>
      <Handles />
      <div className="group-title">
        <Icon svg={data.icon} size={16} />
        {data.kind} {data.name}
      </div>
    </div>
  )
}
