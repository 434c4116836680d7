// CreateResource, UpdateResource, DeleteResource: a change is asked for now and made soon after by a stored timer, through the handlers of
// its type. Invariant: one open request per resource at a time. After a crash in the middle of a change its handler runs again.

import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Cloudcontrol, CreateResourceOutput } from '../../../generated/aws/cloudcontrol.ts'
import type { Call, Properties } from '../../kernel/service.ts'
import { failureOf, handled } from './failure.ts'
import { identifierIn } from './identifier.ts'
import { actingAs, actingPrincipal, identifierOf, managedType, pointers } from './managed-type.ts'
import type { ManagedType, TypeRequest } from './managed-type.ts'
import { applyPatch, PatchProblem } from './patch.ts'
import { eventOf, isOpen, ResourceRequests } from './request.ts'
import type { ResourceRequest } from './request.ts'

/** Long enough that pollers see a request in progress. */
const beginsAfterMs = 20
/** "Resource operation requests expire after seven days"; "a client token is valid for 36 hours once used". */
const keptMs = 7 * 24 * 3_600_000
const clientTokenMs = 36 * 3_600_000

interface ChangeRequest extends TypeRequest { readonly ClientToken?: string }

type Change = Pick<ResourceRequest, 'identifier' | 'desired' | 'previous' | 'model'>

export const CreateResource: Cloudcontrol['CreateResource'] = (input, call) =>
  take('CREATE', input, call, ({ handlers }) => {
    const desired = readState(input.DesiredState, call)
    const given = handlers.readOnly.filter(path => valueAt(desired, path) !== undefined)
    if (given.length > 0) {
      throw call.fault('ValidationException', `Invalid create request: readOnlyProperties ${pointers(given)} cannot be specified`)
    }
    const identifier = identifierIn(desired, handlers.primaryIdentifier)
    return { desired, model: desired, ...(identifier !== undefined && { identifier }) }
  })

export const UpdateResource: Cloudcontrol['UpdateResource'] = (input, call) =>
  take('UPDATE', input, call, async (managed, acting) => {
    const { handlers } = managed
    const identifier = identifierOf(input.Identifier, managed, call)
    const previous = await handled(managed, call, () => handlers.read(identifier, acting))
    const desired = patched(previous, input.PatchDocument, call)
    const differs = (path: string) => !isDeepStrictEqual(valueAt(previous, path), valueAt(desired, path))
    const refuse = (code: 'ValidationException' | 'NotUpdatableException', kind: string, paths: readonly string[]) => {
      if (paths.length > 0) throw call.fault(code, `Invalid patch update: ${kind} ${pointers(paths)} cannot be updated`)
    }
    refuse('ValidationException', 'readOnlyProperties', handlers.readOnly.filter(differs))
    refuse('NotUpdatableException', 'createOnlyProperties', handlers.createOnly.filter(differs))
    return { identifier, previous, desired, model: desired }
  })

export const DeleteResource: Cloudcontrol['DeleteResource'] = (input, call) =>
  take('DELETE', input, call, managed => ({ identifier: identifierOf(input.Identifier, managed, call) }))

/** Takes a change on, unless its client token says that it was taken on before. */
async function take(
  operation: ResourceRequest['operation'], input: ChangeRequest, call: Call,
  prepare: (managed: ManagedType, acting: Call) => Change | Promise<Change>,
): Promise<CreateResourceOutput> {
  const managed = await managedType(input, call)
  const digest = digestOf(operation, input)
  const repeated = earlier(input.ClientToken, digest, call)
  if (repeated !== undefined) return { ProgressEvent: eventOf(repeated) }
  const principal = await actingPrincipal(input, call)
  const change = await prepare(managed, actingAs(principal, call))
  const taken = call.transact(() => earlier(input.ClientToken, digest, call) ?? begin({
    ...change, token: call.uuid(), typeName: managed.name, operation, status: 'IN_PROGRESS', principal, digest, createdAt: call.now(),
    ...(input.ClientToken !== undefined && { clientToken: input.ClientToken }),
  }, call))
  return { ProgressEvent: eventOf(taken) }
}

function begin(taken: ResourceRequest, call: Call): ResourceRequest {
  const requests = call.of(ResourceRequests)
  const { typeName, identifier, token } = taken
  if (identifier !== undefined && requests.by('busy').first({ within: [typeName, identifier] }) !== undefined) {
    throw call.fault('ConcurrentOperationException', `Another operation on ${typeName} ${identifier} is in progress.`)
  }
  call.setTimer('change', token, taken.createdAt + beginsAfterMs)
  call.setTimer('expire', token, taken.createdAt + keptMs)
  return requests.insert(taken)
}

/** The request that came with the same client token. @throws ClientTokenConflictException where that asked for something else */
function earlier(clientToken: string | undefined, digest: string, call: Call): ResourceRequest | undefined {
  if (clientToken === undefined) return undefined
  for (const known of call.of(ResourceRequests).by('clientToken').scan({ within: [clientToken] })) {
    if (known.createdAt + clientTokenMs <= call.now()) continue
    if (known.digest === digest) return known
    throw call.fault('ClientTokenConflictException', `The client token ${clientToken} has already been used in another resource request.`)
  }
  return undefined
}

/** The timer's end: makes the change, or lets it be if it was cancelled, and settles the request. */
export async function makeChange(_payload: null, call: Call, { id }: { readonly id: string }): Promise<void> {
  const taken = call.of(ResourceRequests).get(id)
  if (taken === undefined || !isOpen(taken.status)) return
  if (taken.status === 'CANCEL_IN_PROGRESS') {
    call.transact(() => call.of(ResourceRequests).put({ ...taken, status: 'CANCEL_COMPLETE' }))
    return
  }
  const managed = await managedType({ TypeName: taken.typeName }, call)
  const settle = (outcome: Partial<ResourceRequest>) => call.transact(() => call.of(ResourceRequests).put({ ...taken, ...outcome }))
  try {
    settle({ status: 'SUCCESS', ...await change(managed, taken, actingAs(taken.principal, call)) })
  } catch (error) {
    const { code, message } = failureOf(error, managed)
    settle({ status: 'FAILED', errorCode: code, message })
    if (code === 'InternalFailure') throw error
  }
}

async function change({ handlers }: ManagedType, taken: ResourceRequest, acting: Call): Promise<Change> {
  const { operation, identifier = '', desired = {}, previous = {} } = taken
  if (operation === 'DELETE') {
    await handlers.delete(identifier, acting)
    return {}
  }
  if (operation === 'UPDATE') {
    await handlers.update(identifier, desired, previous, acting)
    return { model: await handlers.read(identifier, acting) }
  }
  const created = await handlers.create(desired, acting)
  return { identifier: created, model: await handlers.read(created, acting) }
}

function readState(text: string, call: Call): Properties {
  let state: unknown
  try {
    state = JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw call.fault('ValidationException', 'DesiredState is not valid JSON.')
  }
  if (typeof state === 'object' && state !== null && !Array.isArray(state)) return state as Properties
  throw call.fault('ValidationException', 'DesiredState must be a JSON object.')
}

function patched(previous: Properties, patch: string, call: Call): Properties {
  try {
    const desired = applyPatch(previous, patch)
    if (typeof desired === 'object' && desired !== null && !Array.isArray(desired)) return desired as Properties
    throw new PatchProblem('the patched model must be a JSON object')
  } catch (error) {
    if (!(error instanceof PatchProblem)) throw error
    throw call.fault('ValidationException', `Invalid patch update: ${error.message}`)
  }
}

/** @param path property names from the top, joined by slashes */
function valueAt(properties: Properties, path: string): unknown {
  return path.split('/').reduce<unknown>((value, name) =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Properties)[name] : undefined, properties)
}

function digestOf(operation: string, { ClientToken: _, ...asked }: ChangeRequest): string {
  const members = Object.entries(asked).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify([operation, members])).digest('base64url')
}
