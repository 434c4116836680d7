// Extracts from botocore's data the facts that aws-sdk v2 lacks: names, errors, bounds, patterns, enumerations, newer operations and
// members. Run by hand when a newer botocore is wanted, as `facts/README.md` says; its output is committed. It writes no documentation text
// and no shape that aws-sdk v2 already has; what it writes is proved by putting the model together again.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newestBotocore } from './models/botocore.ts'
import type { Draft } from './models/draft.ts'
import { differenceOf, lacks } from './models/facts-difference.ts'
import { withFacts } from './models/facts.ts'
import { factsText, readFacts } from './models/facts-text.ts'
import { legacyFiles, readLegacy } from './models/legacy.ts'

const [present, former] = ['aws-sdk', 'aws-sdk-2020'].map(name => join('node_modules', name, 'apis')) as [string, string]

/** Data directories with their versions, the newest first: what botocore has dropped since is in an older one. */
function main(args: string[]): void {
  if (args.length === 0 || args.length % 2 !== 0) {
    throw new Error('Say where botocore\'s data lies and its version: node dist/tools/extract-facts.js path/to/botocore/data 1.44.5')
  }
  mkdirSync('facts', { recursive: true })
  let sizeBytes = 0
  const files = new Map([former, present].flatMap(directory =>
    [...legacyFiles(directory)].map(([id, fileName]) => [id, [directory, fileName]] as const)))
  for (const [id, [apiDirectory, fileName]] of files) {
    const found = newestOf(args, id)
    if (found === undefined) continue
    const legacy = readLegacy(apiDirectory, id, fileName)
    const difference = differenceOf(legacy, found.whole, `botocore ${found.version}`)
    const text = factsText(difference.facts)
    const merged = withFacts(legacy, readFacts(text))
    if (lacks(merged, difference.newer)) throw new Error(`assert: the facts of ${id} lose something when written`)
    writeFileSync(join('facts', `${id}.tsv`), text)
    sizeBytes += text.length
  }
  console.log(`${Math.round(sizeBytes / 1024)} KiB of facts`)
}

function newestOf([directory, version, ...older]: string[], id: string): { readonly whole: Draft, readonly version: string } | undefined {
  if (directory === undefined || version === undefined) return undefined
  const whole = newestBotocore(directory, id)
  return whole === undefined ? newestOf(older, id) : { whole, version }
}

main(process.argv.slice(2))
