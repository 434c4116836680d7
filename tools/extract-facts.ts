// Extracts from botocore's data the facts that aws-sdk v2 lacks: names, errors, bounds, patterns, enumerations, newer operations and
// members. Run by hand when a newer botocore is wanted, as `facts/README.md` says; its output is committed. It writes no documentation text
// and no shape that aws-sdk v2 already has; what it writes is proved by putting the model together again.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newestBotocore } from './models/botocore.ts'
import { differenceOf, lacks } from './models/facts-difference.ts'
import { withFacts } from './models/facts.ts'
import { factsText, readFacts } from './models/facts-text.ts'
import { legacyFiles, readLegacy } from './models/legacy.ts'

const apiDirectory = join('node_modules', 'aws-sdk', 'apis')

function main([dataDirectory, version]: string[]): void {
  if (dataDirectory === undefined || version === undefined) {
    throw new Error('Say where botocore\'s data lies and its version: node dist/tools/extract-facts.js path/to/botocore/data 1.44.5')
  }
  mkdirSync('facts', { recursive: true })
  let sizeBytes = 0
  for (const [id, fileName] of legacyFiles(apiDirectory)) {
    const whole = newestBotocore(dataDirectory, id)
    if (whole === undefined) continue
    const legacy = readLegacy(apiDirectory, id, fileName)
    const difference = differenceOf(legacy, whole, `botocore ${version}`)
    const text = factsText(difference.facts)
    const merged = withFacts(legacy, readFacts(text))
    if (lacks(merged, difference.newer)) throw new Error(`assert: the facts of ${id} lose something when written`)
    writeFileSync(join('facts', `${id}.tsv`), text)
    sizeBytes += text.length
  }
  console.log(`${Math.round(sizeBytes / 1024)} KiB of facts`)
}

main(process.argv.slice(2))
