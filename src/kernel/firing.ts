// What the clock's alarm sets off: stored timers, run as calls of their own service, and calls that wait for a time.
// Invariant: a timer that fails is reported and gone; it never keeps the clock from moving on.

import { partitionOf } from '../model/partitions.ts'
import type { Agenda } from './clock.ts'
import { RunningCall } from './call.ts'
import type { CallOrigin, Invoke } from './call.ts'
import type { Core } from './core.ts'
import { servicePrincipal } from './identity/principal.ts'
import type { Part } from './part.ts'
import { settled } from './resource/lifecycle.ts'
import { ripened } from './changes.ts'
import type { KeyPart } from './resource/resource.ts'
import type { LoadedService } from './services.ts'
import type { DueTimer } from './timers.ts'

/** A long winding lets requests in this often: whoever asks meanwhile sees how far it has come. */
const breathMs = 100

/** Joins stored timers and waiting calls into the one agenda of the clock. */
export function agendaOf(core: Core): Agenda {
  let breathedAt: number | undefined
  return {
    nextDueAt() {
      const timerAt = core.timers.nextDueAt()
      const waiterAt = core.waits.nextDueAt()
      return timerAt === undefined ? waiterAt : waiterAt === undefined ? timerAt : Math.min(timerAt, waiterAt)
    },
    async runDue(now) {
      const fired = await core.timers.runDue(now)
      const woken = core.waits.runDue(now)
      // Calls that were woken run on in their own turns; give them theirs before time moves.
      const wallAt = core.clock.wall()
      if (woken > 0 || (fired > 0 && wallAt - (breathedAt ??= wallAt) >= breathMs)) {
        await new Promise(resolve => { setImmediate(resolve) })
        breathedAt = core.clock.wall()
      }
      await core.background.settled()
      return fired
    },
  }
}

/** Runs one timer's handler in the timer's cell. */
export async function fire(core: Core, timer: DueTimer, invoke: Invoke): Promise<void> {
  const cell = core.store.cell(timer.cellId)
  const cancel = () => core.timers.cancel(cell, timer.service, timer.kind, timer.id)
  const isKept = () => core.timers.dueAt(cell, timer.service, timer.kind, timer.id) === timer.dueAt
  try {
    const part = core.parts.get(timer.service)
    if (part !== undefined) return await firePart(core, part, timer)
    const service = await core.services.load(timer.service)
    if (service === undefined) throw new Error(`assert: a timer of ${timer.service}, which is no service`)
    const call = new RunningCall(core, service, undefined, `timer:${timer.kind}`, originOf(core, service, timer), invoke)
    const running = begin(core, timer, () => handle(service, timer, call))
    call.committed()
    await running
    if (running instanceof Promise && isKept()) core.store.transact(cancel)
  } catch (error) {
    // One that it has set anew for another time was committed and stays.
    if (isKept()) core.store.transact(cancel)
    core.settings.log(`timer ${timer.service}/${timer.kind}/${timer.id} failed: ${error instanceof Error ? error.stack : String(error)}`)
  }
}

/** Takes the timer away and runs its handler, in one transaction as far as that is synchronous. */
function begin(core: Core, timer: DueTimer, handler: () => void | Promise<void>): void | Promise<void> {
  const cell = core.store.cell(timer.cellId)
  let running = undefined as void | Promise<void>
  core.store.transact(() => {
    core.timers.cancel(cell, timer.service, timer.kind, timer.id)
    running = handler()
    // What goes on after the transaction may be cut off by a crash: its timer stays until it is through.
    if (running instanceof Promise && core.timers.dueAt(cell, timer.service, timer.kind, timer.id) === undefined) {
      core.timers.set(cell, timer.service, timer.kind, timer.id, timer.dueAt, timer.payload)
    }
  })
  return running
}

async function firePart(core: Core, part: Part, timer: DueTimer): Promise<void> {
  const handler = part.timers?.[timer.kind]
  if (handler === undefined) throw new Error(`assert: ${part.id} has no handler for timers of kind ${timer.kind}`)
  const running = begin(core, timer, () => handler(timer.payload as never, timer))
  await running
  const cell = core.store.cell(timer.cellId)
  const isKept = core.timers.dueAt(cell, timer.service, timer.kind, timer.id) === timer.dueAt
  if (running instanceof Promise && isKept) core.store.transact(() => core.timers.cancel(cell, timer.service, timer.kind, timer.id))
}

function handle(service: LoadedService, timer: DueTimer, call: RunningCall): void | Promise<void> {
  const [settles, typeName] = timer.kind.split(':')
  if (settles === 'settle') {
    const type = service.declaration.resources?.find(({ name }) => name === typeName)
    if (type === undefined) throw new Error(`assert: ${service.id} declares no resource ${typeName}`)
    return settled(type, call.of(type), JSON.parse(timer.id) as KeyPart[], String(timer.payload))
  }
  if (settles === 'ripen') return ripen(service, String(typeName), call, JSON.parse(timer.id) as KeyPart[])
  const handler = service.declaration.timers?.[timer.kind]
  if (handler === undefined) throw new Error(`assert: ${service.id} has no handler for timers of kind ${timer.kind}`)
  return handler(timer.payload as never, call, timer)
}

/** A record says now what it was to say by itself. */
function ripen(service: LoadedService, typeName: string, call: RunningCall, key: readonly KeyPart[]): void {
  const types = [...service.declaration.resources ?? [], ...service.derivedTypes()]
  const type = types.find(({ name }) => name === typeName)
  if (type === undefined) throw new Error(`assert: ${service.id} declares no resource ${typeName}`)
  const ripe = ripened(type, call.of(type).get(...key), call.now())
  if (ripe === undefined) return
  if (ripe.record === null) call.of(type).delete(...key)
  else call.of(type).put(ripe.record as never)
}

function originOf(core: Core, service: LoadedService, timer: DueTimer): CallOrigin {
  const [account = '', place = ''] = timer.cellId.split('/')
  const region = place === 'global' ? core.settings.region : place
  return {
    principal: servicePrincipal(`${service.id}.amazonaws.com`),
    account,
    region,
    partition: partitionOf(region).id,
    requestId: core.random.uuid(),
    endpoint: core.endpoint(),
    sourceAddress: `${service.id}.amazonaws.com`,
    userAgent: `${service.id}.amazonaws.com`,
  }
}
