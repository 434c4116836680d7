// Session Manager's control plane: sessions with nodes whose agent is there, who holds them, and when they end. No bytes pass: nobody
// answers at a session's stream.
// Source: StartSession, ResumeSession, TerminateSession, DescribeSessions and GetConnectionStatus, Systems Manager API Reference.

import type { Session as Shown, SessionFilter, Ssm } from '../../../generated/aws/ssm.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { managedNode } from './managed-node.ts'
import { preferencesOf, usualDocument } from './session-preference.ts'

export interface Session {
  readonly id: string
  readonly target: string
  readonly document: string
  readonly owner: string
  readonly startedAt: number
  readonly endedAt?: number
  readonly reason?: string
  readonly idleMs: number
  readonly longestMs?: number
}

export const Session = resource<Session>({
  name: 'Session',
  key: 'id',
  arn: 'arn:{partition}:ssm:{region}:{account}:session/{id}',
  notFound: { code: 'DoesNotExistException', message: ([id]) => `The session ${id} does not exist.` },
})

const keptMs = 30 * 86_400_000

export const StartSession: Ssm['StartSession'] = async ({ Target: target, DocumentName: document = usualDocument, Reason: reason },
  call) => {
  if ((await managedNode(target, call))?.pingStatus !== 'Online') {
    throw call.fault('TargetNotConnected', `${target} is not connected.`)
  }
  const preferences = await preferencesOf(document, call)
  return call.transact(() => {
    const { arn, userId } = call.principal
    const who = arn.includes('/') ? arn.slice(arn.lastIndexOf('/') + 1) : 'root'
    const session = call.of(Session).insert({
      id: `${who}-${call.hex(17)}`, target, document, owner: arn || userId, startedAt: call.now(),
      ...preferences, ...(reason !== undefined && { reason }),
    })
    wind(session, call)
    return opened(session, call)
  })
}

/** It ends when nothing has come for a while, or when it has lasted long enough. */
function wind({ id, startedAt, idleMs, longestMs = Infinity }: Session, call: Call): void {
  call.setTimer('session', id, Math.min(call.now() + idleMs, startedAt + longestMs))
}

function opened({ id }: Session, call: Call): { SessionId: string, TokenValue: string, StreamUrl: string } {
  return {
    SessionId: id, TokenValue: call.seal('session', { id, at: call.now() }),
    StreamUrl: `wss://ssmmessages.${call.region}.amazonaws.com/v1/data-channel/${id}?role=publish_subscribe`,
  }
}

export const ResumeSession: Ssm['ResumeSession'] = ({ SessionId: id }, call) => {
  const session = call.of(Session).require(id)
  if (session.endedAt !== undefined) throw call.fault('DoesNotExistException', Session.notFound.message([id]))
  wind(session, call)
  return opened(session, call)
}

/** One that is over, or never was, is terminated too. */
export const TerminateSession: Ssm['TerminateSession'] = ({ SessionId: id }, call) => {
  end(id, call)
  return { SessionId: id }
}

function end(id: string, call: Call): void {
  const session = call.of(Session).get(id)
  if (session === undefined || session.endedAt !== undefined) return
  call.of(Session).put({ ...session, endedAt: call.now() })
  call.setTimer('session', id, call.now() + keptMs)
}

/** Timer: an idle session ends; an ended one is forgotten after thirty days. */
export function ageSession(_payload: unknown, call: Call, { id }: { readonly id: string }): void {
  const session = call.of(Session).get(id)
  if (session?.endedAt === undefined) end(id, call)
  else call.of(Session).delete(id)
}

export const DescribeSessions: Ssm['DescribeSessions'] = function* ({ State: state, Filters: filters = [] }, call) {
  const isPast = state === 'History'
  for (const session of call.of(Session).scan()) {
    if ((session.endedAt !== undefined) === isPast && filters.every(filter => passes(session, filter))) yield shownOf(session)
  }
}

function statusOf({ endedAt }: Session): 'Connected' | 'Terminated' {
  return endedAt === undefined ? 'Connected' : 'Terminated'
}

function passes(session: Session, { key, value }: SessionFilter): boolean {
  switch (key) {
    case 'InvokedAfter': return session.startedAt > Date.parse(value)
    case 'InvokedBefore': return session.startedAt < Date.parse(value)
    case 'Target': return session.target === value
    case 'Owner': return session.owner === value
    case 'Status': return statusOf(session) === value
    case 'SessionId': return session.id === value
    default: return value === 'Standard'
  }
}

function shownOf(session: Session): Shown {
  const { id, target, document, owner, startedAt, endedAt, reason, longestMs } = session
  return {
    SessionId: id, Target: target, Status: statusOf(session), StartDate: startedAt, DocumentName: document, Owner: owner,
    OutputUrl: {}, AccessType: 'Standard',
    ...(longestMs !== undefined && { MaxSessionDuration: String(longestMs / 60_000) }), ...(endedAt !== undefined && { EndDate: endedAt }),
      ...(reason !== undefined && { Reason: reason }),
  }
}

export const GetConnectionStatus: Ssm['GetConnectionStatus'] = async ({ Target: target }, call) =>
  ({ Target: target, Status: (await managedNode(target, call))?.pingStatus === 'Online' ? 'connected' : 'notconnected' })
