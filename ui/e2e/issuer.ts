/** A real OpenID Connect issuer: the one of `tests/oidc-provider`, which the Rust tests start as well. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { join } from 'node:path'

const ROOT = new URL('../../', import.meta.url).pathname
const CLIENT = { clientId: 'meshery', clientSecret: 'the secret of the client of the stories' }

/** The name the issuer has at the server. */
export const ISSUER = 'Acme'

/** Somebody the issuer knows. */
export interface Person {
  login: string
  password: string
  firstName: string
  lastName: string
  groups: string[]
}

const person = (firstName: string, lastName: string, groups: string[]): Person => {
  const login = firstName.toLowerCase()
  return { login, password: `the password of ${login}`, firstName, lastName, groups }
}

/** Of a group that makes administrators. */
export const HEDY = person('Hedy', 'Lamarr', ['admins'])
/** Of a group that makes editors. */
export const EDSGER = person('Edsger', 'Dijkstra', ['engineers', 'a group without a role'])
/** Of no group, so a viewer. */
export const MARY = person('Mary', 'Jackson', [])

export interface Issuer {
  url: string
  /** Part of the server's configuration, in TOML. */
  configuration: string
  stop: () => Promise<void>
  /** Starts it after `stop`: at the same address, with other keys and without the sessions it had. */
  start: () => Promise<void>
}

/** Starts the issuer for a server at `server`. */
export async function newIssuer(server: string): Promise<Issuer> {
  execFileSync(join(ROOT, 'scripts/oidc-provider'), { stdio: ['ignore', 'ignore', 'inherit'] })
  const redirectUris = [`${server}/auth/oidc/${ISSUER}/callback`]
  const people = [HEDY, EDSGER, MARY].map((one) => ({ ...one, subject: `subject-of-${one.login}`, email: `${one.login}@example.org` }))
  const settings = { ...CLIENT, redirectUris, people }
  const begun = await launch(settings)
  const { url } = begun
  let running = begun.process
  return {
    url,
    configuration: [
      '[[oidc]]',
      `name = "${ISSUER}"`,
      `issuer = "${url}"`,
      `client_id = "${CLIENT.clientId}"`,
      `client_secret = "${CLIENT.clientSecret}"`,
      'roles = { admins = "admin", engineers = "editor" }',
    ].join('\n'),
    stop: () => stop(running),
    start: async () => {
      running = (await launch({ ...settings, port: Number(new URL(url).port) })).process
    },
  }
}

/** Runs the issuer, which ends with its standard input, and waits until it has said where it is. */
function launch(settings: object): Promise<{ process: ChildProcess; url: string }> {
  const issuer = spawn(process.execPath, ['server.mjs', JSON.stringify(settings)], {
    cwd: join(ROOT, 'tests/oidc-provider'),
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  return new Promise((resolve, reject) => {
    let said = ''
    issuer.once('exit', (code) => reject(new Error(`the issuer ended with ${code}; \`node server.mjs\` in its folder shows why`)))
    issuer.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const url = /ready at (\S+)\n/.exec(said)?.[1]
      if (url) resolve({ process: issuer, url })
    })
  })
}

async function stop(issuer: ChildProcess): Promise<void> {
  if (issuer.exitCode !== null || issuer.signalCode !== null) return
  const ended = new Promise((resolve) => issuer.once('exit', resolve))
  issuer.kill('SIGKILL')
  await ended
}
