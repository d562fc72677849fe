// Fails when the JavaScript of the first load outgrows its budget. Lazy parts do not count.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const BUDGET_KB = 350
const html = readFileSync('dist/index.html', 'utf8')
const files = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map((match) => match[1])
let total = 0
for (const file of new Set(files)) {
  const size = gzipSync(readFileSync(`dist${file}`)).length / 1000
  total += size
  console.log(`${size.toFixed(1).padStart(8)} KB  ${file}`)
}
console.log(`${total.toFixed(1).padStart(8)} KB  first load, gzipped (budget ${BUDGET_KB} KB)`)
if (total > BUDGET_KB) process.exit(1)
