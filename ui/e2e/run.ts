/**
 * Walks through the product as a person would, in Chromium, against the real server.
 * `npm run e2e -- registry` walks only through the registry, `-- accounts` through what needs built-in accounts,
 * `-- issuer` through what needs an OpenID Connect issuer, `-- anonymous` through the rest.
 */
import { newHouse, type Stories, takeFailures, type Vouching } from './harness.ts'
import { accessibility } from './stories/accessibility.ts'
import { accounts } from './stories/accounts.ts'
import { documentation } from './stories/documentation.ts'
import { issuer } from './stories/issuer.ts'
import { people } from './stories/people.ts'
import { programs } from './stories/programs.ts'
import { registry } from './stories/registry.ts'
import { work } from './stories/work.ts'

/** Stories of a suite share a server, and each begins where the one before left off. */
const SUITES: Record<string, { vouching: Vouching; stories: Stories }> = {
  anonymous: { vouching: 'nobody', stories: work },
  registry: { vouching: 'nobody', stories: registry },
  accounts: { vouching: 'accounts', stories: { ...accounts, ...programs, ...documentation, ...people, ...accessibility } },
  issuer: { vouching: 'issuer', stories: issuer },
}

const wanted = process.argv.slice(2)
let passed = 0
let failed = 0
for (const [suite, { vouching, stories }] of Object.entries(SUITES)) {
  if (wanted.length > 0 && !wanted.includes(suite)) continue
  console.log(`\n${suite}`)
  const house = await newHouse(vouching)
  for (const [name, story] of Object.entries(stories)) {
    const begin = Date.now()
    const problems: string[] = []
    try {
      await story(house)
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error))
    }
    problems.push(...takeFailures())
    if (problems.length > 0) failed += 1
    else passed += 1
    console.log(`${problems.length > 0 ? 'FAIL' : 'ok  '} ${name} (${Date.now() - begin} ms)`)
    for (const problem of new Set(problems)) console.log(`     ${problem}`)
    for (const context of house.browser.contexts()) await context.close()
  }
  await house.stop()
}
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
