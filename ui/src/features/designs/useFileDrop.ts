import { useEffect, useState } from 'react'

/** Calls back with a file that is dropped anywhere on the page, if that is wanted; tells whether one hovers over it. */
export function useFileDrop(onFile: (file: File) => void, isWanted: boolean): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    if (!isWanted) return
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const over = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      setOver(false)
      const file = event.dataTransfer?.files[0]
      if (file) onFile(file)
    }
    document.addEventListener('dragover', over)
    document.addEventListener('dragleave', leave)
    document.addEventListener('drop', drop)
    return () => {
      document.removeEventListener('dragover', over)
      document.removeEventListener('dragleave', leave)
      document.removeEventListener('drop', drop)
    }
  }, [onFile, isWanted])
  return isOver
}
