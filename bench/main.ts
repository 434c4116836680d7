// `npm run bench [-- sqs s3 dynamodb services ledger breadth --rounds N --items N]`: the cloud beside a bare node:http server, and beside
// other people's servers, in one run on one machine: servers on one core, the load generator on the other, rounds interleaved.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  allowPositionals: true, options: { rounds: { type: 'string', default: '3' }, items: { type: 'string', default: '1000,1000000' } },
})
const suites: Readonly<Record<string, () => Promise<{ run(setting: Setting): Promise<void> }>>> = {
  sqs: () => import('./sqs.ts'), s3: () => import('./s3.ts'), dynamodb: () => import('./dynamodb.ts'),
  services: () => import('./services.ts'), ledger: () => import('./ledger.ts'),
  breadth: () => import('./breadth.ts'),
}

export interface Setting {
  /** A folder of this run's own. */
  readonly directory: string
  readonly rounds: number
  /** Items in DynamoDB's table, one measurement for each. */
  readonly itemCounts: readonly number[]
}

const unknown = positionals.find(name => suites[name] === undefined)
if (unknown !== undefined) throw new Error(`There is no suite '${unknown}'; there are ${Object.keys(suites).join(', ')}.`)
const directory = mkdtempSync(join(tmpdir(), 'orrery-bench-'))
try {
  for (const name of positionals.length > 0 ? positionals : Object.keys(suites)) {
    const { run } = await suites[name]!()
    console.log(`\n${name}`)
    await run({ directory: join(directory, name), rounds: Number(values.rounds), itemCounts: values.items.split(',').map(Number) })
  }
} finally {
  rmSync(directory, { recursive: true })
}
