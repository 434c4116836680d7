// Commands that show what the cloud answers and what was asked of it: coverage, explain, logs.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from './command.ts'
import { UsageError } from './command.ts'

interface ServiceRow { readonly service: string, readonly behaves: number, readonly stores: number, readonly refuses: number }
interface OperationRow { readonly operation: string, readonly label: string, readonly reason: string }
interface CallRow {
  readonly sequence: number, readonly at: string, readonly status: number, readonly service: string, readonly operation: string
  readonly account: string, readonly region: string, readonly durationMicros: number, readonly fault?: string
  readonly message?: string, readonly principal: string
}

const pollMs = 250

export const coverage: Command = {
  name: 'coverage',
  usage: '[SERVICE]',
  summary: 'what behaves, what is stored, what is refused',
  help: `Every operation of every API is exactly one of
  behaves   written and tested to act as AWS does
  stores    derived from the API's model, stateful
  refuses   answers a clear fault that says why

Without a service, the services of which anything is answered; with one, each of its operations.

Examples
  orrery coverage
  orrery coverage sqs`,
  async run({ remote, console, positionals }) {
    const [service] = positionals
    if (service !== undefined) {
      const { operations } = await remote.get(`coverage/${encodeURIComponent(service)}`) as { operations: OperationRow[] }
      for (const { operation, label } of operations) console.print(`${label.padEnd(8)} ${operation}`)
      return
    }
    const { services } = await remote.get('coverage') as { services: ServiceRow[] }
    const total = { behaves: 0, stores: 0, refuses: 0 }
    console.print('service                       behaves  stores  refuses')
    for (const row of services) {
      for (const label of ['behaves', 'stores', 'refuses'] as const) total[label] += row[label]
      if (row.behaves + row.stores > 0) console.print(columns(row.service, row))
    }
    console.print(columns(`all ${services.length}`, total))
  },
}

function columns(name: string, { behaves, stores, refuses }: Omit<ServiceRow, 'service'>): string {
  return `${name.padEnd(28)} ${String(behaves).padStart(8)} ${String(stores).padStart(7)} ${String(refuses).padStart(8)}`
}

export const explain: Command = {
  name: 'explain',
  usage: 'SERVICE OPERATION',
  summary: 'how one operation is answered, and why',
  help: `Says whether an operation behaves, is stored or is refused, and where that comes from.

Example
  orrery explain sqs SendMessage`,
  async run({ remote, console, positionals }) {
    const [service, operation] = positionals
    if (service === undefined || operation === undefined) {
      throw new UsageError('explain needs a service and an operation.', 'Write: orrery explain sqs SendMessage')
    }
    const { operations } = await remote.get(`coverage/${encodeURIComponent(service)}`) as { operations: OperationRow[] }
    const plain = (name: string) => name.replaceAll('-', '').toLowerCase()
    const found = operations.find(row => plain(row.operation) === plain(operation))
    if (found === undefined) throw new UsageError(`${service} has no operation ${operation}.`, `List them with: orrery coverage ${service}`)
    console.print(`${service} ${found.operation} ${found.label}`)
    console.print(found.reason)
  },
}

export const logs: Command = {
  name: 'logs',
  usage: '[--follow] [--limit 100]',
  summary: 'the journal, one call a line',
  help: `Shows the newest calls: time, status, service, operation, account, region, duration, and the fault where there was one.

Examples
  orrery logs --limit 20
  orrery logs --follow`,
  options: { follow: { type: 'boolean' }, limit: { type: 'string' } },
  async run({ remote, console, options }) {
    let answer = await remote.get(`calls?limit=${encodeURIComponent(String(options.limit ?? 100))}`) as { calls: CallRow[], last: number }
    for (const call of answer.calls) console.print(lineOf(call))
    while (options.follow === true) {
      await sleep(pollMs)
      answer = await remote.get(`calls?since=${answer.last}&limit=1000`) as typeof answer
      for (const call of answer.calls) console.print(lineOf(call))
    }
  },
}

function lineOf(call: CallRow): string {
  const duration = `${(call.durationMicros / 1000).toFixed(1)} ms`
  const fault = call.fault === undefined ? '' : `  ${call.fault}: ${call.message ?? ''}`
  const place = [call.service, call.operation, call.account, call.region].map(word => word || '-').join(' ')
  return `${call.at} ${call.status} ${place} ${duration}${fault}`
}
