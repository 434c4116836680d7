// Runs one operation for an identified caller: from the decoded input to the output, or a fault. The wire is not seen here, so a request
// off the network, a service calling another and a timer all come this way.

import type { Pagination } from '../model/shape.ts'
import type { Values } from '../wire/protocol.ts'
import { authorise } from './authorise.ts'
import { RunningCall } from './call.ts'
import type { CallOrigin, Invoke } from './call.ts'
import type { Core } from './core.ts'
import { Fault, faultOf } from './fault.ts'
import { beginPage, cutPage } from './resource/page.ts'
import { mismatchCode, replay } from './resource/replay.ts'
import type { Replay } from './resource/replay.ts'
import { Names } from './resource/names.ts'
import type { BoundOperation, LoadedService } from './services.ts'
import { validationFault } from './validation-fault.ts'
import type { Watch } from './watch.ts'

type Run = (input: Values, call: RunningCall) => unknown

const defaultPageSize = 1000

/** Locates the cell, checks the input against the model, and the caller against the policies. @throws Fault */
export function prepare(
  core: Core, service: LoadedService, bound: BoundOperation, input: Values, origin: CallOrigin, invoke: Invoke,
): RunningCall {
  const elsewhere = service.declaration.locate?.(bound.model.name, input as never, origin,
    new Names(core.store, origin.partition, service.declaration.sharesRecordsOf ?? service.id))
  const isHere = elsewhere === undefined
    || ((elsewhere.account ?? origin.account) === origin.account && (elsewhere.region ?? origin.region) === origin.region)
  const call = new RunningCall(core, service, bound, bound.model.name, isHere ? origin : { ...origin, ...elsewhere }, invoke)
  validate(core, service, bound, input)
  authorise(core, call, input)
  return call
}

/** Runs what was prepared, as one transaction while it stays synchronous. @throws Fault */
export function run(core: Core, call: RunningCall, input: Values): Values | Promise<Values> {
  const { service, bound } = call
  if (bound === undefined) throw new Error('assert: only an operation is run')
  const watches = core.watches.of(service, bound)
  for (const watch of watches) watch.before?.(call, input)
  if (bound.run === undefined) throw refusal(service, bound)
  const operation = bound.run as unknown as Run
  const known: Replay = service.declaration.replays === false ? { kind: 'new', remember: () => {} }
    : replay(call.cell, call.principal.account, bound.model, input, call.now())
  if (known.kind === 'again') return known.output
  if (known.kind === 'mismatch') {
    const message = `The token ${known.token} was used before with different parameters.`
    throw faultOf(service.model, bound.model, mismatchCode(bound.model), message)
  }
  let returned!: Values | Promise<Values>
  // Of an asynchronous operation, what runs before its first wait is the transaction.
  core.store.transact(() => {
    returned = page(core, call, bound, input, operation)
    if (!(returned instanceof Promise)) known.remember(returned, call.now())
  })
  call.committed()
  if (!(returned instanceof Promise)) {
    if (watches.length > 0) told(core, call, input, returned, watches)
    return returned
  }
  return (returned as Promise<Values>).then(output => {
    if (bound.model.idempotencyToken !== undefined) core.store.transact(() => known.remember(output, call.now()))
    call.committed()
    if (watches.length > 0) told(core, call, input, output, watches)
    return output
  })
}

/** Tells those who watch the operation that it succeeded. */
function told(core: Core, call: RunningCall, input: Values, output: Values, watches: readonly Watch[]): void {
  core.store.transact(() => { for (const watch of watches) watch.after?.(call, input, output) })
}

/** A list operation's generator becomes one page of its output; any other result is passed on. */
function page(core: Core, call: RunningCall, bound: BoundOperation, input: Values, operation: Run): Values | Promise<Values> {
  const pagination = paginationOf(call, bound)
  const pager = pagination === undefined ? undefined : beginPage(bound.model, pagination, input, call.cell.id, core.sealer)
  if (pager === 'invalid') throw invalidToken(call, bound)
  call.pager = pager
  const returned = operation(input, call)
  if (returned instanceof Promise) return returned.then(later => whole(core, call, bound, input, later))
  return whole(core, call, bound, input, returned)
}

function whole(core: Core, call: RunningCall, bound: BoundOperation, input: Values, returned: unknown): Values {
  const pagination = paginationOf(call, bound)
  const output = (returned ?? {}) as Values
  const within = pagination === undefined ? undefined : output[pagination.resultKeys[0]!]
  const yielded = isIterator(returned) ? returned : within
  if (!isIterator(yielded)) return output
  if (pagination === undefined || call.pager === undefined) throw new Error(`assert: ${bound.model.name} yields but has no pages`)
  const asked = pagination.limitKey === undefined ? undefined : input[pagination.limitKey]
  const limit = Number(asked ?? call.service.declaration.pageSizes?.[bound.model.name] ?? defaultPageSize)
  const { items, token, rest } = cutPage(bound.model, pagination, input, call.cell.id, core.sealer, call.pager, yielded, limit)
  return {
    ...(yielded === within && output),
    ...rest as Values | undefined,
    [pagination.resultKeys[0]!]: items,
    ...(token !== undefined && { [pagination.outputTokens[0]!]: token }),
    ...(pagination.moreResults !== undefined && { [pagination.moreResults]: token !== undefined }),
  }
}

function paginationOf({ service: { declaration: { ownPages } } }: RunningCall, { model }: BoundOperation): Pagination | undefined {
  return ownPages === true || (ownPages !== undefined && ownPages !== false && ownPages.includes(model.name)) ? undefined : model.pagination
}

function validate(core: Core, service: LoadedService, bound: BoundOperation, input: Values): void {
  const all = core.validator.violations(bound.model.input, input)
  if (all.length === 0) return
  const { unchecked, invalid } = service.declaration
  const found = unchecked === undefined ? all
    : all.filter(({ constraint, path }) => !unchecked(constraint, path, bound.model.name))
  if (found.length === 0) return
  throw invalid?.(found, bound.model.name, input) ?? validationFault(service.model, bound.model, found)
}

/** Named, final, and not retried by SDKs: a status of 400. */
export function refusal(service: LoadedService, bound: BoundOperation): Fault {
  return new Fault('NotImplemented', `${bound.reason} See what is answered: orrery coverage ${service.id}`, 400)
}

function invalidToken({ service }: RunningCall, bound: BoundOperation): Fault {
  const listed = bound.model.errors.find(({ name }) => /Invalid.*(Token|Marker)|(Token|Marker).*Invalid/i.test(name))
  const { code, message } = service.declaration.invalidToken
    ?? { code: listed?.name ?? 'ValidationException', message: 'The pagination token is not valid for this request.' }
  return faultOf(service.model, bound.model, code, message)
}

function isIterator(value: unknown): value is Iterator<unknown, unknown> {
  return typeof value === 'object' && value !== null && 'next' in value && typeof value.next === 'function'
}
