/**
 * Takes the pictures of README and docs, from the real product.
 * `npm run screenshots -- people` takes only those about people, `-- work` only the rest.
 */
import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { takeFailures } from './harness.ts'
import { people } from './pictures/people.ts'
import { work } from './pictures/work.ts'

const FOLDER = new URL('../../docs/images/', import.meta.url).pathname
const SUBJECTS = { work, people }

mkdirSync(FOLDER, { recursive: true })
const shoot = async (page: Page, name: string) => {
  await page.waitForTimeout(500)
  await page.screenshot({ path: `${FOLDER}${name}.png` })
}

const wanted = process.argv.slice(2)
for (const [subject, take] of Object.entries(SUBJECTS)) {
  if (wanted.length === 0 || wanted.includes(subject)) await take(shoot)
}
const problems = takeFailures()
for (const problem of problems) console.error(problem)
process.exit(problems.length > 0 ? 1 : 0)
