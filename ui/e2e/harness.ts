/** Starts the real server and a real browser for the end-to-end tests. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { type Issuer, newIssuer } from './issuer.ts'

const require = createRequire(import.meta.url)
const AXE = require.resolve('axe-core/axe.min.js')
const BINARIES = [process.env['MESHERY_BIN'], '../target/release/meshery', '../target/debug/meshery']
const BROWSERS = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

export interface House {
  url: string
  browser: Browser
  /** What the server printed for whoever sets it up; empty with the provider None. */
  setupToken: string
  /** Who vouches for people, where it is not the server alone. */
  issuer?: Issuer
  stop: () => Promise<void>
}

/** Who vouches for people: nobody, the server itself, or an issuer beside the server. */
export type Vouching = 'nobody' | 'accounts' | 'issuer'

/** Stories by name. Each gets a house and leaves no browser context behind it needs. */
export type Stories = Record<string, (house: House) => Promise<void>>

/** A server with an empty data directory, and a browser. */
export async function newHouse(vouching: Vouching = 'nobody'): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'meshery-e2e-'))
  // An issuer wants to know the server's address beforehand.
  const port = vouching === 'issuer' ? await freePort() : 0
  const issuer = vouching === 'issuer' ? await newIssuer(`http://127.0.0.1:${port}`) : undefined
  const config = join(folder, 'config.toml')
  writeFileSync(config, `[accounts]\nenabled = ${vouching !== 'nobody'}\n\n${issuer?.configuration ?? ''}\n`)
  const args = ['--config', config, '--listen', `127.0.0.1:${port}`, '--data-dir', join(folder, 'data')]
  const { process: server, url, setupToken } = await startServer(args, folder, vouching !== 'nobody')
  const browser = await chromium.launch({ executablePath: first(BROWSERS, 'Chromium'), args: FLAGS })
  const stop = async () => {
    await browser.close()
    server.kill('SIGTERM')
    await new Promise((resolve) => server.once('exit', resolve))
    await issuer?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { url, browser, setupToken, ...(issuer ? { issuer } : {}), stop }
}

/** A port nobody listens on. */
async function freePort(): Promise<number> {
  const holder = createServer()
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
  const { port } = holder.address() as AddressInfo
  await new Promise((resolve) => holder.close(resolve))
  return port
}

function first(candidates: (string | undefined)[], what: string): string {
  const found = candidates.find((path) => path !== undefined && existsSync(path))
  if (!found) throw new Error(`${what} is missing: looked at ${candidates.filter(Boolean).join(', ')}`)
  return found
}

interface Started {
  process: ChildProcess
  url: string
  setupToken: string
}

/** Starts the server and waits until it has said where it is and, with accounts, what sets it up. */
function startServer(args: string[], folder: string, hasAccounts: boolean): Promise<Started> {
  const server = spawn(first(BINARIES, 'the server'), args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, XDG_CONFIG_HOME: folder, PORT: undefined },
  })
  return new Promise((resolve, reject) => {
    let said = ''
    const timer = setTimeout(() => reject(new Error(`the server is not ready after 30 seconds; it said: ${said}`)), 30_000)
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
    server.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const url = /ready at (\S+)/.exec(said)?.[1]
      const setupToken = /Setup token: (\S+)/.exec(said)?.[1] ?? ''
      if (!url || (hasAccounts && !setupToken)) return
      clearTimeout(timer)
      resolve({ process: server, url, setupToken })
    })
  })
}

export type Keys = Awaited<ReturnType<BrowserContext['storageState']>>

interface PageOptions {
  theme?: 'light' | 'dark'
  /** Whether the provider None is chosen already; it is unless told otherwise. */
  isChosen?: boolean
  /** Cookies of somebody who signed in before. */
  keys?: Keys | undefined
  /** Origins beyond the server's and the issuer's that the page may lead to. */
  allowed?: string[]
}

/** A page in a browser context of its own. Fails on console errors. */
export async function newPage(house: House, options: PageOptions = {}): Promise<Page> {
  const context = await house.browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme: options.theme ?? 'light',
    reducedMotion: 'reduce',
    ...(options.keys ? { storageState: options.keys } : {}),
  })
  if (options.isChosen ?? !options.keys) await context.addCookies([{ name: 'meshery-provider', value: 'None', url: house.url }])
  const page = await context.newPage()
  page.setDefaultTimeout(8000)
  page.on('pageerror', (error) => fail(`the page threw ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 4')) fail(`the console says: ${message.text()}`)
  })
  page.on('request', (request) => {
    const address = new URL(request.url())
    const isAllowed = [house.url, house.issuer?.url, ...(options.allowed ?? [])].includes(address.origin)
    if (!isAllowed && !/^(data|blob):/.test(address.protocol)) fail(`the page asked a third party: ${address}`)
  })
  return page
}

const failures: string[] = []

export function fail(message: string): void {
  failures.push(message)
}

/** Takes what went wrong since the last call. */
export function takeFailures(): string[] {
  return failures.splice(0)
}

interface AxeResult {
  violations: { id: string; impact: string | null; help: string; nodes: { target: string[]; failureSummary?: string }[] }[]
}

/** Runs axe on a page and reports everything serious or critical. */
export async function checkAccessibility(page: Page, name: string): Promise<void> {
  const source = await import('node:fs/promises').then((fs) => fs.readFile(AXE, 'utf8'))
  await page.evaluate(source)
  const result = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as AxeResult
  for (const violation of result.violations.filter((one) => one.impact === 'serious' || one.impact === 'critical')) {
    const places = violation.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`)
    fail(`${name}: ${violation.id} (${violation.help}) at ${places.join(' | ')}`)
  }
}
