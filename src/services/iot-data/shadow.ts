// Shadows of things, the unnamed one and named ones: updated with a version that may be demanded, shown with what differs, deleted with the
// version kept for two days. Source: "Using shadows", "Device Shadow error messages" and "Device Shadow quotas", AWS IoT Developer Guide
// and
// General Reference.

import type { IotData } from '../../../generated/aws/iot-data.ts'
import { records, sealedPage } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { delta, depthOf, isObject, merged, sections, stamped, within } from './shadow-document.ts'
import type { JsonObject, Sections } from './shadow-document.ts'

interface Shadow {
  readonly thing: string
  /** Empty: the unnamed one. */
  readonly name: string
  readonly version: number
  readonly state: Sections
  readonly metadata: Sections
  readonly updatedAt: number
  /** Only its version is left. */
  readonly isDeleted: boolean
}

const Shadow = records<Shadow>({ name: 'Shadow', key: ['thing', 'name'] })

type ShadowCall = Call

/** "Maximum size of a JSON state document", metadata not counted. */
const mostBytes = 8192
/** "Maximum depth of JSON device state documents". */
const mostDepth = 8
/** "If you delete a shadow and create it again within 48 hours, its version goes on". */
const versionMs = 48 * 3_600_000

interface Named { readonly thingName: string, readonly shadowName?: string | undefined }

function shadowOf({ thingName: thing, shadowName: name = '' }: Named, call: ShadowCall): Shadow | undefined {
  return call.of(Shadow).get(thing, name)
}

/** @throws ResourceNotFoundException */
function present(named: Named, call: ShadowCall): Shadow {
  const shadow = shadowOf(named, call)
  if (shadow !== undefined && !shadow.isDeleted) return shadow
  throw call.fault('ResourceNotFoundException', `No shadow exists with name: '${named.shadowName ?? named.thingName}'`)
}

interface Change { readonly state: JsonObject, readonly version?: number, readonly clientToken?: string }

/** @throws InvalidRequestException, RequestEntityTooLargeException */
function changeOf(payload: Uint8Array, call: ShadowCall): Change {
  const invalid = (message: string) => call.fault('InvalidRequestException', message)
  if (payload.length > mostBytes) {
    throw call.fault('RequestEntityTooLargeException', 'The payload exceeds the maximum size allowed')
  }
  let given: unknown
  try {
    given = JSON.parse(Buffer.from(payload).toString())
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw invalid('Invalid JSON')
  }
  if (!isObject(given)) throw invalid('Invalid JSON')
  const { state, version, clientToken } = given
  if (state === undefined) throw invalid('Missing required node: state')
  if (!isObject(state)) throw invalid('State node must be an object')
  for (const section of sections) {
    if (state[section] !== undefined && state[section] !== null && !isObject(state[section])) {
      throw invalid(`${section === 'desired' ? 'Desired' : 'Reported'} node must be an object`)
    }
  }
  if (version !== undefined && (!Number.isInteger(version) || Number(version) < 0)) throw invalid('Invalid version')
  if (clientToken !== undefined && (typeof clientToken !== 'string' || Buffer.byteLength(clientToken) > 64)) {
    throw invalid('Invalid clientToken')
  }
  if (sections.some(section => depthOf(state[section] ?? null) > mostDepth)) {
    throw invalid(`JSON contains too many levels of nesting; maximum is ${mostDepth}`)
  }
  return { state, ...(version !== undefined && { version: Number(version) }), ...(clientToken !== undefined && { clientToken }) }
}

export const UpdateThingShadow: IotData['UpdateThingShadow'] = ({ payload, ...named }, call) => {
  const change = changeOf(payload, call)
  const known = shadowOf(named, call)
  const before = known !== undefined && (!known.isDeleted || call.now() - known.updatedAt < versionMs) ? known : undefined
  if (change.version !== undefined && change.version !== (before?.version ?? 0)) throw call.fault('ConflictException', 'Version conflict')
  const seconds = Math.floor(call.now() / 1000)
  const state: Record<string, JsonObject> = { ...before?.state }
  const metadata: Record<string, JsonObject> = { ...before?.metadata }
  const shown = { state: {} as Record<string, JsonObject | null>, metadata: {} as Record<string, JsonObject> }
  for (const section of sections) {
    const part = change.state[section]
    if (part === undefined) continue
    if (part === null) {
      delete state[section]
      delete metadata[section]
      shown.state[section] = null
      continue
    }
    const stamps = stamped(part as JsonObject, seconds)
    state[section] = merged(state[section] ?? {}, part as JsonObject)
    metadata[section] = merged(metadata[section] ?? {}, stamps)
    shown.state[section] = part as JsonObject
    shown.metadata[section] = within(metadata[section], part as JsonObject)
  }
  const version = (before?.version ?? 0) + 1
  call.of(Shadow).put({
    thing: named.thingName, name: named.shadowName ?? '', version, state, metadata, updatedAt: call.now(), isDeleted: false,
  })
  return { payload: written({ ...shown, version, timestamp: seconds, ...tokenOf(change) }) }
}

function tokenOf({ clientToken }: Change): { readonly clientToken?: string } {
  return clientToken === undefined ? {} : { clientToken }
}

export const GetThingShadow: IotData['GetThingShadow'] = (named, call) => {
  const { state, metadata, version } = present(named, call)
  const differs = delta(state.desired ?? {}, state.reported ?? {})
  const stamps = differs === undefined ? undefined : within(metadata.desired ?? {}, differs)
  return {
    payload: written({
      state: { ...state, ...(differs !== undefined && { delta: differs }) },
      metadata: { ...metadata, ...(stamps !== undefined && { delta: stamps }) },
      version, timestamp: Math.floor(call.now() / 1000),
    }),
  }
}

/** The version goes on when a shadow of the name is made again within two days. */
export const DeleteThingShadow: IotData['DeleteThingShadow'] = (named, call) => {
  const shadow = present(named, call)
  call.of(Shadow).put({ ...shadow, state: {}, metadata: {}, updatedAt: call.now(), isDeleted: true })
  return { payload: written({ version: shadow.version, timestamp: Math.floor(call.now() / 1000) }) }
}

export const ListNamedShadowsForThing: IotData['ListNamedShadowsForThing'] = ({ thingName, nextToken: token, pageSize: limit }, call) => {
  const all = [...call.of(Shadow).scan({ within: [thingName] })]
  const named = all.filter(({ name, isDeleted }) => name !== '' && !isDeleted).map(({ name }) => name)
  const { items, next } = sealedPage(named, { limit, usual: 25, token }, call, () =>
    call.fault('InvalidRequestException', 'Invalid nextToken'))
  return {
    results: [...items], timestamp: Math.floor(call.now() / 1000), ...(next.NextToken !== undefined && { nextToken: next.NextToken }),
  }
}

function written(document: object): Uint8Array {
  return Buffer.from(JSON.stringify(document))
}
