/** Starts the real server and a real browser for the end-to-end tests. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

const require = createRequire(import.meta.url)
const AXE = require.resolve('axe-core/axe.min.js')
const BINARIES = [process.env['MESHERY_BIN'], '../target/release/meshery', '../target/debug/meshery']
const BROWSERS = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

export interface House {
  url: string
  browser: Browser
  stop: () => Promise<void>
}

/** A server with an empty data directory, and a browser. */
export async function open(): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'meshery-e2e-'))
  const { process: server, url } = await startServer(folder)
  const browser = await chromium.launch({ executablePath: first(BROWSERS, 'Chromium'), args: FLAGS })
  const stop = async () => {
    await browser.close()
    server.kill('SIGTERM')
    await new Promise((resolve) => server.once('exit', resolve))
    rmSync(folder, { recursive: true, force: true })
  }
  return { url, browser, stop }
}

function first(candidates: (string | undefined)[], what: string): string {
  const found = candidates.find((path) => path !== undefined && existsSync(path))
  if (!found) throw new Error(`${what} is missing: looked at ${candidates.filter(Boolean).join(', ')}`)
  return found
}

function startServer(folder: string): Promise<{ process: ChildProcess; url: string }> {
  const server = spawn(first(BINARIES, 'the server'), ['--listen', '127.0.0.1:0', '--data-dir', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, XDG_CONFIG_HOME: folder, PORT: undefined },
  })
  return new Promise((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
    server.stdout.on('data', (chunk: Buffer) => {
      const url = /ready at (\S+)/.exec(chunk.toString())?.[1]
      if (url) resolve({ process: server, url })
    })
  })
}

/** A page in a session of its own, with a provider chosen unless told otherwise. Fails on console errors. */
export async function newPage(house: House, options: { theme?: 'light' | 'dark'; isChosen?: boolean } = {}): Promise<Page> {
  const context = await house.browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme: options.theme ?? 'light',
    reducedMotion: 'reduce',
  })
  if (options.isChosen ?? true) await context.addCookies([{ name: 'meshery-provider', value: 'None', url: house.url }])
  const page = await context.newPage()
  page.setDefaultTimeout(8000)
  page.on('pageerror', (error) => fail(`the page threw ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 4')) fail(`the console says: ${message.text()}`)
  })
  page.on('request', (request) => {
    const address = request.url()
    if (!address.startsWith(house.url) && !/^(data|blob):/.test(address)) fail(`the page asked a third party: ${address}`)
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
