/** An icon from the registry. It is drawn as an image, so nothing in it can run. */
export function Icon({ svg, size = 22 }: { svg: string | undefined | null; size?: number }) {
  if (!svg) return null
  return <img src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`} width={size} height={size} alt="" aria-hidden />
}
