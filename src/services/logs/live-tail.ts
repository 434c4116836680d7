// Live tail: sessions that are told of events as they come, second by second, for three hours. Nothing of a session is stored.
// Source: StartLiveTail, CloudWatch Logs API Reference: up to 10 log groups; up to 500 events an update, a sample where there are more;
// updates come once a second. An update with nothing to tell is not sent here.

import type { LiveTailSessionLogEvent, Logs, StartLiveTailResponseStream } from '../../../generated/aws/logs.ts'
import type { LogPattern } from '../../engines/log-pattern/face.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { invalid } from './fault.ts'
import { patternIn } from './filtering.ts'
import { groupNamed, requireStandard } from './group.ts'
import type { LogGroup } from './group.ts'
import type { TakenEvent } from './put-events.ts'

interface Session {
  readonly id: string
  /** By their ids. */
  readonly groups: ReadonlySet<string>
  readonly names: ReadonlySet<string> | undefined
  readonly prefixes: readonly string[] | undefined
  readonly pattern: LogPattern
  waiting: LiveTailSessionLogEvent[]
}

const lastsMs = 3 * 3_600_000
const mostEvents = 500
const everyMs = 1000
const mostGroups = 10

const sessionsOf = (call: Call) => call.cache('tails', () => new Set<Session>())

export const StartLiveTail: Logs['StartLiveTail'] = (input, call) => {
  const { logGroupIdentifiers: identifiers, logStreamNames: names, logStreamNamePrefixes: prefixes, logEventFilterPattern = '' } = input
  if (identifiers.length > mostGroups) throw invalid(`A live tail session takes ${mostGroups} log groups.`, call)
  if (identifiers.some(identifier => parseArn(identifier) === undefined || identifier.endsWith('*'))) {
    throw invalid('Log groups of a live tail session must be named by their ARNs, without a star at the end.', call)
  }
  if ((names ?? prefixes) !== undefined && (identifiers.length > 1 || (names !== undefined && prefixes !== undefined))) {
    throw invalid('Log streams can be named for one log group only, by their names or by prefixes.', call)
  }
  const groups = identifiers.map(identifier => groupNamed(identifier, call))
  for (const group of groups) requireStandard(group, 'Live Tail', call)
  const session: Session = {
    id: call.uuid(), groups: new Set(groups.map(({ id }) => id)), names: names && new Set(names), prefixes,
    pattern: patternIn(logEventFilterPattern, call), waiting: [],
  }
  const start = {
    requestId: call.requestId, sessionId: session.id, logGroupIdentifiers: identifiers, logEventFilterPattern,
    logStreamNames: names ?? [], logStreamNamePrefixes: prefixes ?? [],
  }
  sessionsOf(call).add(session)
  return { responseStream: told(session, start, call) }
}

async function* told(session: Session, sessionStart: object, call: Call): AsyncGenerator<StartLiveTailResponseStream> {
  const endsAt = call.now() + lastsMs
  try {
    yield { sessionStart }
    while (call.signal?.aborted !== true) {
      if (session.waiting.length > 0) {
        const { waiting } = session
        session.waiting = []
        yield { sessionUpdate: { sessionMetadata: { sampled: waiting.length > mostEvents }, sessionResults: waiting.slice(0, mostEvents) } }
        await call.wait(`pause ${session.id}`, { dueAt: Math.min(endsAt, call.now() + everyMs), patienceMs: everyMs })
      } else await call.wait(`tail ${session.id}`, { dueAt: endsAt, patienceMs: lastsMs })
      if (call.now() < endsAt) continue
      yield { SessionTimeoutException: { message: 'The session has reached its limit of three hours.' } }
      return
    }
  } finally {
    sessionsOf(call).delete(session)
  }
}

/** In the transaction of the events: sessions hear of them when it is through. */
export function tellTails(group: LogGroup, stream: string, events: readonly TakenEvent[], call: Call): void {
  const sessions = [...sessionsOf(call)].filter(({ groups, names, prefixes }) => groups.has(group.id)
    && (names === undefined || names.has(stream)) && (prefixes === undefined || prefixes.some(prefix => stream.startsWith(prefix))))
  if (sessions.length === 0) return
  const ingestionTime = call.now()
  call.afterCommit(() => {
    for (const session of sessions) {
      const fitting = events.filter(({ shown }) => session.pattern.matches(shown))
      for (const { at, shown } of fitting) {
        session.waiting.push({
          logStreamName: stream, logGroupIdentifier: `${call.account}:${group.name}`, message: shown, timestamp: at, ingestionTime,
        })
      }
      if (fitting.length > 0) call.wake(`tail ${session.id}`)
    }
  })
}
