import { ago } from '../lib/time'

/** A time in words, with the exact one behind it. */
export function Ago({ time, otherwise = 'never' }: { time: string | null | undefined; otherwise?: string }) {
  if (!time) return <>{otherwise}</>
  return <time dateTime={time} title={new Date(time).toLocaleString()}>{ago(time)}</time>
}
