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

  constructor(status: number, body: ProblemBody) {
    super(body.detail ?? body.title ?? `the server answered ${status}`)
    this.name = 'ProblemError'
    this.status = status
    this.code = body.code ?? ''
    this.title = body.title ?? 'the request failed'
    this.causes = body.probableCause ?? []
    this.remedies = body.suggestedRemediation ?? []
    this.requestId = body.requestId ?? undefined
    this.location = body.location ?? undefined
  }
}

/** Turns a failed response into an error, whatever its body is. */
export async function toProblem(response: Response): Promise<ProblemError> {
  const text = await response.text()
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null) return new ProblemError(response.status, body)
  } catch {
    // Not JSON: a proxy in between answered. Its text is better than nothing.
  }
  return new ProblemError(response.status, { detail: text.slice(0, 300) || response.statusText })
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
