// Partner event sources as the customer sees them: offered, in use while a bus of their name is there, or withdrawn. An offer that nobody
// takes up ends after two weeks. Source: ActivateEventSource, DeactivateEventSource, DescribeEventSource, EventBridge API Reference.

import type { Events } from '../../../generated/aws/events.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { paged } from './page.ts'

export interface EventSource {
  readonly name: string
  readonly createdBy: string
  readonly createdAt: number
  readonly state: 'PENDING' | 'ACTIVE' | 'DELETED'
  readonly expiresAt?: number
}

export const EventSource = resource<EventSource>({
  name: 'EventSource',
  key: 'name',
  arn: 'arn:{partition}:events:{region}::event-source/{name}',
  notFound: { code: 'ResourceNotFoundException', message: ([name]) => `Event source ${name} does not exist.` },
  exists: { code: 'ResourceAlreadyExistsException', message: ([name]) => `Event source ${name} already exists.` },
})

const pendingMs = 14 * 86_400_000

/** Inside a transaction, for a bus that is made of it. @throws ResourceNotFoundException, InvalidStateException */
export function takeUp(name: string, call: Call): void {
  const { expiresAt: _, ...source } = call.of(EventSource).require(name)
  if (source.state === 'DELETED') throw call.fault('InvalidStateException', `Event source ${name} was deleted by the partner.`)
  call.of(EventSource).put({ ...source, state: 'ACTIVE' })
  call.cancelTimer('expireSource', name)
}

/** Inside a transaction: as if it had just been offered. */
export function layDown(name: string, call: Call): void {
  const source = call.of(EventSource).get(name)
  if (source?.state !== 'ACTIVE') return
  const expiresAt = call.now() + pendingMs
  call.of(EventSource).put({ ...source, state: 'PENDING', expiresAt })
  call.setTimer('expireSource', name, expiresAt)
}

/** Timer: nobody has taken it up. */
export function expireSource(_payload: unknown, call: Call, { id: name }: { readonly id: string }): void {
  if (call.of(EventSource).get(name)?.state === 'PENDING') call.of(EventSource).delete(name)
}

export const ActivateEventSource: Events['ActivateEventSource'] = ({ Name: name }, call) => { takeUp(name, call) }

export const DeactivateEventSource: Events['DeactivateEventSource'] = ({ Name: name }, call) => {
  call.of(EventSource).require(name)
  layDown(name, call)
}

export const DescribeEventSource: Events['DescribeEventSource'] = ({ Name: name }, call) => shown(call.of(EventSource).require(name), call)

export const ListEventSources: Events['ListEventSources'] = (input, call) => {
  const { found, ...more } = paged(call.of(EventSource).scan({ prefix: input.NamePrefix ?? '' }), ({ name }) => name, input, call)
  return { EventSources: found.map(source => shown(source, call)), ...more }
}

function shown(source: EventSource, call: Call) {
  const { name, createdBy, createdAt, state, expiresAt } = source
  return {
    Arn: call.arn(EventSource, source), Name: name, CreatedBy: createdBy, CreationTime: createdAt, State: state,
    ...(expiresAt !== undefined && { ExpirationTime: expiresAt }),
  }
}
