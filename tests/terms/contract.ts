// A cloud whose terms are tested: a frozen clock at a known day, callers of any operation, and the controls of the terms.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { Cloud } from '../../src/index.ts'
import type { OperationModel } from '../../src/model/shape.ts'
import type { Values } from '../../src/wire/protocol.ts'
import { Caller } from '../derived/caller.ts'
import type { Answer } from '../derived/caller.ts'

export const account = '000000000000'

export interface LogEntry { readonly at: string, readonly rule: string, readonly clauses: readonly string[], readonly did: string }

export class ContractCloud {
  readonly cloud: Awaited<ReturnType<typeof Cloud.open>>
  readonly #caller: Caller

  constructor(cloud: Awaited<ReturnType<typeof Cloud.open>>) {
    this.cloud = cloud
    this.#caller = new Caller(cloud)
  }

  /** The model of `service:Operation`. */
  model(name: string): OperationModel {
    const [service = '', operation = ''] = name.split(':')
    const model = this.cloud.core.catalogue.service(service)?.operation(operation)
    assert.ok(model, `there is no ${name}`)
    return model
  }

  call(name: string, input: Values = {}, region?: string): Promise<Answer> {
    return this.#caller.call(this.model(name), input, region)
  }

  /** The output of a call that must succeed. */
  async ask(name: string, input: Values = {}): Promise<Values> {
    const { output, fault } = await this.call(name, input)
    assert.ok(output, `${name}: ${fault?.code ?? ''} ${fault?.message ?? ''}`)
    return output
  }

  /** Orrery's own face: a GET without a body, a POST with one. */
  async control(path: string, body?: object): Promise<Values> {
    const [name = '', query = ''] = path.split('?')
    const request = {
      method: body === undefined ? 'GET' : 'POST', protocol: 'http:', hostname: 'localhost', path: `/_orrery/${name}`,
      query: Object.fromEntries(new URLSearchParams(query)), headers: { host: 'localhost', 'content-type': 'application/json' },
      body: body === undefined ? undefined : Buffer.from(JSON.stringify(body)),
    }
    const { response } = await this.cloud.client().requestHandler.handle(request as never)
    const chunks: Buffer[] = []
    for await (const chunk of response.body) chunks.push(chunk as Buffer)
    return JSON.parse(Buffer.concat(chunks).toString()) as Values
  }

  async log(): Promise<LogEntry[]> {
    return (await this.control('terms/log'))['entries'] as LogEntry[]
  }
}

/** Opens a cloud with a frozen clock; it is closed after the test. */
export async function contractCloud(t: TestContext, now = '2027-01-31T12:00:00Z'): Promise<ContractCloud> {
  const cloud = await Cloud.open({ now, lifecycle: 'instant' })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  return new ContractCloud(cloud)
}

/** What Health shows, by type code and state. */
export async function toldTo(contract: ContractCloud): Promise<string[]> {
  await contract.control('billing/support', { account, plan: 'business' })
  const { events } = await contract.ask('health:DescribeEvents')
  return (events as { eventTypeCode: string,
    statusCode: string }[]).map(({ eventTypeCode, statusCode }) => `${eventTypeCode} ${statusCode}`)
}
