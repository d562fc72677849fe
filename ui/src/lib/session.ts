/** When a session is over, and where the browser goes then. */
import { encodeReturn } from './return'

const PUBLIC_PAGES = ['/provider', '/login', '/invite']

/** Codes of a refusal that is about what was typed, not about who asks. */
const WRONG_INPUT = ['meshery-server-1405', 'meshery-server-1406', 'meshery-server-1411']

/** Tells whether nobody needs to be signed in to see a page. */
export const isPublicPage = (path: string) => PUBLIC_PAGES.includes(path)

/** Tells whether an answer means that nobody is signed in (any more). */
export const endsSession = (status: number, code: string) => status === 401 && !WRONG_INPUT.includes(code)

/** The chooser, leading back to where one was. */
export const chooserAddress = (at: { pathname: string; search: string }) => `/provider?ref=${encodeReturn(at.pathname + at.search)}`
