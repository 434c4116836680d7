// What a scenario is, what it gets, and how a client's test file runs all of them: one cloud for the file, one fresh account for each
// scenario, so that they share nothing but the clock, which only goes on.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { CallError } from './client.ts'
import type { Caller, Client, Input, Keys, Operation, Output, Service } from './client.ts'
import type { TestCloud } from './cloud.ts'

export interface Scenario {
  readonly title: string
  /** Clients that cannot play it, by their names, and why. */
  readonly except?: readonly { readonly clients: RegExp, readonly because: string }[]
  play(stage: Stage): Promise<void>
}

/** A cloud, and the client's way to it as the root of one account in us-east-1. */
export class Stage {
  readonly client: Client
  readonly cloud: TestCloud
  readonly caller: Caller
  /** Twelve digits, of no one else. */
  readonly account: string

  constructor(client: Client, cloud: TestCloud, account: string, caller: Caller = rootOf(account)) {
    this.client = client
    this.cloud = cloud
    this.account = account
    this.caller = caller
  }

  call<S extends Service, O extends Operation<S>>(service: S, operation: O, input: Input<S, O>): Promise<Output<S, O>> {
    return this.client.call(this.caller, service, operation, input)
  }

  /** The same stage with other keys. */
  as(keys: Keys): Stage {
    return new Stage(this.client, this.cloud, this.account, { ...this.caller, keys })
  }

  /** The same stage for one who has no keys. */
  asNobody(): Stage {
    return new Stage(this.client, this.cloud, this.account, { region: this.caller.region })
  }

  /** The root of an account. @param account twelve digits */
  asRootOf(account: string): Stage {
    return new Stage(this.client, this.cloud, account)
  }

  in(region: string): Stage {
    return new Stage(this.client, this.cloud, this.account, { ...this.caller, region })
  }
}

/** Any secret will do. */
function rootOf(account: string): Caller {
  return { region: 'us-east-1', keys: { accessKeyId: account, secretAccessKey: 'any' } }
}

export interface Suite {
  readonly name: string
  /** Why the client cannot be had. */
  readonly missing?: string | undefined
  openCloud(): Promise<TestCloud>
  openClient(cloud: TestCloud): Promise<Client> | Client
}

/** Defines a test for each scenario. Where the client is missing, each of them is skipped and says so. */
export function runScenarios(suite: Suite, scenarios: readonly Scenario[]): void {
  describe(suite.name, () => {
    let cloud: TestCloud | undefined
    let client: Client | undefined
    before(async () => {
      if (suite.missing !== undefined) return
      cloud = await suite.openCloud()
      client = await suite.openClient(cloud)
    })
    after(async () => {
      await client?.close()
      await cloud?.close()
    })
    for (const [index, { title, except = [], play }] of scenarios.entries()) {
      test(title, { skip: suite.missing ?? false }, async context => {
        const exception = except.find(({ clients }) => clients.test(client!.name))
        if (exception === undefined) await play(new Stage(client!, cloud!, accountOf(index)))
        else context.skip(`${client!.name}: ${exception.because}`)
      })
    }
  })
}

function accountOf(index: number): string {
  return String(100_000_000_000 + index)
}

export interface Refusal {
  readonly code: string
  /** The modelled error's name, where it is not the code; for the clients that tell it. */
  readonly shape?: string
  readonly message: RegExp
  /** For the clients that tell it. */
  readonly status?: number
}

/** The call must be refused, and so. */
export async function refused(call: Promise<unknown>, { code, shape = code, message, status }: Refusal): Promise<void> {
  const error: unknown = await call.then(() => undefined, (reason: unknown) => reason)
  if (error === undefined) assert.fail(`the call succeeded, and should have been refused with ${code}`)
  if (!(error instanceof CallError)) throw error
  assert.deepEqual({ code: error.code, message: error.message }, { code, message: message.exec(error.message)?.input ?? String(message) })
  if (error.shape !== undefined) assert.equal(error.shape, shape)
  if (error.status !== undefined && status !== undefined) assert.equal(error.status, status)
}
