// Controls of services: what happens to a service's things outside of AWS's API, by the hand of a person or a test (an agent on a machine
// of one's own registers). A control is named by service, account and region, and runs as a call in that cell, in one transaction as far as
// it is synchronous.

import { partitionOf } from '../model/partitions.ts'
import { RunningCall } from './call.ts'
import type { Invoke } from './call.ts'
import type { Core } from './core.ts'
import { Fault } from './fault.ts'
import { AdminError } from './gateway/admin.ts'
import { servicePrincipal } from './identity/principal.ts'

export interface ServiceControl {
  /** What it does, in a line for people. */
  readonly does: string
  /** A body that works. */
  readonly example: Readonly<Record<string, unknown>>
  /** @throws Fault for what the caller can mend */
  readonly run: (body: never, call: never) => unknown
}

export interface ControlAddress { readonly service: string, readonly account: string, readonly region: string, readonly control: string }

/** @throws AdminError 404, and the status of a fault */
export async function runControl(core: Core, { service: id, account, region, control: name }: ControlAddress, body: unknown,
  invoke: Invoke): Promise<unknown> {
  const service = core.services.writtenIds.includes(id) ? await core.services.load(id) : undefined
  const controls = service?.declaration.controls ?? {}
  const control = Object.hasOwn(controls, name) ? controls[name] : undefined
  if (service === undefined || control === undefined || !/^\d{12}$/.test(account)) {
    const known = Object.entries(controls).map(([each, { does }]) => `${each} (${does})`).join(', ')
    throw new AdminError(404, `There is no control ${name} of '${id}'.`, known === '' ? undefined : `Use one of ${known}.`)
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new AdminError(400, 'The body is no JSON object.', `Send one like ${JSON.stringify(control.example)}.`)
  }
  const call = new RunningCall(core, service, undefined, `control:${name}`, {
    principal: servicePrincipal(`${id}.amazonaws.com`), account, region, partition: partitionOf(region).id,
    requestId: core.random.uuid(), endpoint: core.endpoint(), sourceAddress: '127.0.0.1', userAgent: '',
  }, invoke)
  try {
    const answer = core.store.transact(() => control.run(body as never, call as never))
    call.committed()
    return await answer
  } catch (error) {
    if (error instanceof Fault) throw new AdminError(error.status, `${error.code}: ${error.message}`)
    throw error
  }
}
