// What the tests of money share: a cloud that stands still on the first of a month, its controls, and usage by the meter itself for
// services whose resources are beside the point.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { Cloud } from '../../src/index.ts'
import { signRequest } from '../../src/kernel/identity/signer.ts'

export const payer = '111122223333'
export const member = '444455556666'
export const hour = 3_600_000

export interface Bill {
  readonly number: string, readonly status: string, readonly account: string, readonly beforeTax: string, readonly tax: string
  readonly total: string, readonly currency: string, readonly totalInCurrency: string, readonly exchangeRate: string
  readonly liable: readonly string[], readonly unpriced: number
  readonly lines: readonly {
    readonly seller: string, readonly account: string, readonly service: string, readonly region: string, readonly type: string
    readonly usageType: string, readonly quantity: string, readonly rate: string, readonly cost: string, readonly description: string
  }[]
  readonly payments: readonly { readonly outcome: string, readonly reason?: string }[]
}

export class Books {
  readonly cloud: Cloud
  readonly #url: string

  constructor(cloud: Cloud, url: string) {
    this.cloud = cloud
    this.#url = url
  }

  async get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.#url}/_orrery/${path}`)
    assert.equal(response.status, 200, `${path}: ${response.status}`)
    return await response.json() as T
  }

  /** @returns the answer; a refusal is told as its message */
  async post<T = Record<string, unknown>>(path: string, body: object): Promise<T> {
    const response = await fetch(`${this.#url}/_orrery/${path}`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
    })
    const answer = await response.json() as T & { message?: string }
    if (response.status !== 200) throw new Error(answer.message)
    return answer
  }

  async bill(month: string, account = payer): Promise<Bill> {
    return (await this.get<{ bills: Bill[] }>(`bill?account=${account}&month=${month}`)).bills[0]!
  }

  /** Calls a JSON operation for which no client is installed. */
  async call(service: string, operation: string, input: object, account = payer): Promise<Record<string, unknown>> {
    const { core } = this.cloud
    const model = core.catalogue.service(service)!
    const body = Buffer.from(JSON.stringify(input))
    const request = signRequest({
      method: 'POST', path: '/', query: '', body, headers: {
        host: new URL(this.#url).host, 'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `${model.targetPrefix}.${operation}`,
      },
    }, { accessKeyId: account, secret: 'any', region: 'us-east-1', service: model.signingName, at: core.clock.wall() })
    const response = await fetch(this.#url, { method: 'POST', body, headers: request.headers as Record<string, string> })
    const answer = await response.json() as Record<string, unknown>
    if (response.status !== 200) throw new Error(`${String(answer['__type'])}: ${String(answer['message'] ?? answer['Message'])}`)
    return answer
  }

  /** So many instances more or fewer, from now on. */
  instances(type: string, change: number, { account = payer, region = 'us-east-1', operation = 'RunInstances', id = 'a' } = {}): void {
    this.stand('ec2', `BoxUsage:${type}`, change, { account, region, operation, id })
  }

  stand(service: string, usageType: string, change: number, { account = payer, region = 'us-east-1', operation = '',
    id = 'a' } = {}): void {
    const { store, meter, clock } = this.cloud.core
    const resource = `arn:aws:${service}:${region}:${account}:thing/${id}`
    store.transact(() => {
      meter.stand(store.cell(`${account}/${region}`), { service, usageType, operation, resource }, clock.now(), change)
    })
  }

  count(service: string, usageType: string, quantity: number, { account = payer, region = 'us-east-1', operation = '' } = {}): void {
    const { meter, clock } = this.cloud.core
    meter.count(`${account}/${region}`, { service, usageType, operation, resource: '' }, clock.now(), quantity)
  }
}

export async function openBooks(t: TestContext, now = '2027-03-01T00:00:00Z'): Promise<Books> {
  const cloud = await Cloud.open({ now: Date.parse(now) - 60_000, seed: t.name, log: line => { assert.fail(line) } })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  await cloud.clock.set(now)
  const { url } = await cloud.listen(0)
  return new Books(cloud, url)
}

/** Costs by usage type and kind, in dollars with the given decimals. */
export function costs({ lines }: Bill, decimals = 2): Record<string, string> {
  return Object.fromEntries(lines.map(({ type, usageType, rate, cost }) =>
    [`${type} ${usageType}${rate === '' ? '' : ` @${rate}`}`, Number(cost).toFixed(decimals)]))
}
