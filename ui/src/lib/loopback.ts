/** What a program on this machine may ask for in the address of the consent page. */

const HOSTS = ['127.0.0.1', '[::1]', 'localhost']

/** Tells whether an address is this machine's own, so that a code sent there stays here. */
export function isLoopback(address: string): boolean {
  const url = parse(address)
  return url !== null && url.protocol === 'http:' && HOSTS.includes(url.hostname) && url.username === '' && url.password === '' && url.hash === ''
}

/** Where the browser goes when the answer is no, as RFC 6749 section 4.1.2.1 has it. */
export function refusal(redirectUri: string, state: string): string {
  const url = new URL(redirectUri)
  url.searchParams.set('error', 'access_denied')
  url.searchParams.set('state', state)
  return url.href
}

/** Tells whether an answer leads where was asked for and nowhere else. */
export function leadsTo(answer: string, redirectUri: string): boolean {
  const [to, asked] = [parse(answer), parse(redirectUri)]
  return to !== null && asked !== null && to.origin === asked.origin && to.pathname === asked.pathname
}

const parse = (address: string) => (URL.canParse(address) ? new URL(address) : null)
