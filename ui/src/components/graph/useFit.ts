import { useReactFlow } from '@xyflow/react'
import { type RefObject, useEffect, useRef } from 'react'

/** Keeps the whole graph in sight when the canvas gets another size, until a person moves it. */
export function useFit(frame: RefObject<HTMLDivElement | null>, isReady: boolean): RefObject<boolean> {
  const { fitView } = useReactFlow()
  const isMoved = useRef(false)
  useEffect(() => {
    const element = frame.current
    if (!isReady || !element) return
    const fit = () => {
      // The drawing library learns of the new size in the frame in between.
      if (!isMoved.current) requestAnimationFrame(() => requestAnimationFrame(() => void fitView({ padding: 0.06 })))
    }
    fit()
    const observer = new ResizeObserver(fit)
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame, isReady, fitView])
  return isMoved
}
