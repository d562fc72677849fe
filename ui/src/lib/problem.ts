/** What the server says when a request fails (`application/problem+json`). */
export interface ProblemBody {
  title?: string
  status?: number
  detail?: string
  code?: string
  probableCause?: string[]
  suggestedRemediation?: string[]
  requestId?: string | null
  location?: { line: number; column: number } | null
}

/** A failed request, with what people can do about it. */
export class ProblemError extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly causes: string[]
  readonly remedies: string[]
  readonly requestId: string | undefined
  readonly location: { line: number; column: number } | undefined
  /** Seconds until another attempt makes sense, if the server says so. */
  readonly waitSeconds: number | undefined

  constructor(status: number, body: ProblemBody, waitSeconds?: number) {
    super(body.detail ?? body.title ?? `the server answered ${status}`)
    this.name = 'ProblemError'
    this.status = status
    this.code = body.code ?? ''
    this.title = body.title ?? 'the request failed'
    this.causes = body.probableCause ?? []
    this.remedies = body.suggestedRemediation ?? []
    this.requestId = body.requestId ?? undefined
    this.location = body.location ?? undefined
    this.waitSeconds = waitSeconds
  }
}

/** Turns a failed response into an error, whatever its body is. */
export async function toProblem(response: Response): Promise<ProblemError> {
  const text = await response.text()
  const wait = Number.parseInt(response.headers.get('retry-after') ?? '', 10)
  const waitSeconds = wait >= 0 ? wait : undefined
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null) return new ProblemError(response.status, body, waitSeconds)
  } catch {
    // Not JSON: a proxy in between answered. Its text is better than nothing.
  }
  return new ProblemError(response.status, { detail: text.slice(0, 300) || response.statusText }, waitSeconds)
}

/** Describes anything that was thrown. */
export function describe(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  const isOffline = error instanceof TypeError
  return new ProblemError(0, {
    title: isOffline ? 'the server does not answer' : 'something went wrong',
    detail: isOffline ? 'the server does not answer' : String(error),
    suggestedRemediation: isOffline ? ['Check that the server is running, then try again.'] : [],
  })
}

/** Makes the first letter of a text a capital: the server writes its texts as parts of sentences. */
export const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
