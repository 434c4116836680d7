// Insights queries: begun at once, done after a moment on the clock, kept for seven days. What a query sees is what there is when it is
// done.
// Source: StartQuery, GetQueryResults, StopQuery, DescribeQueries, ListLogGroupsForQuery, CloudWatch Logs API Reference: up to 50 log
// groups;
// times are epoch seconds, both ends inclusive; 10,000 rows where nothing is said.

import type { Logs, StartQueryRequest } from '../../../generated/aws/logs.ts'
import { QueryProblem, QueryRefusal, readQuery, runQuery } from '../../engines/log-query/face.ts'
import type { Query as ReadQuery, QueryEvent, QueryResult, ResultRow } from '../../engines/log-query/face.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { readingEvents } from './encryption.ts'
import { groupEvents } from './event-table.ts'
import { invalid } from './fault.ts'
import { groupName, groupNamed, LogGroup } from './group.ts'
import { pointerTo } from './log-record.ts'
import { paged } from './page.ts'
import { countScanned } from './usage.ts'

export interface QueryTask {
  readonly id: string
  readonly groups: readonly string[]
  readonly text: string
  readonly fromAt: number
  readonly toAt: number
  readonly limit?: number
  readonly createdAt: number
  readonly status: 'Running' | 'Complete' | 'Failed' | 'Cancelled'
  readonly endedAt?: number
  readonly user: string
}

interface QueryOutcome { readonly id: string, readonly rows: readonly ResultRow[], readonly matched: number, readonly scanned: number,
  readonly bytes: number }

export const QueryTask = records<QueryTask>({ name: 'Query', key: 'id', indexes: { byTime: ({ createdAt }) => [createdAt] } })
const QueryOutcome = records<QueryOutcome>({ name: 'QueryOutcome', key: 'id' })

const mostGroups = 50
const takesMs = 1000
const keptMs = 7 * 86_400_000

export const StartQuery: Logs['StartQuery'] = (input, call) => {
  const { startTime, endTime, queryString: text, limit, queryLanguage = 'CWLI' } = input
  if (queryLanguage !== 'CWLI') {
    throw call.fault('NotImplemented',
      `Queries are in the language of Logs Insights here; ${queryLanguage} is OpenSearch's, which is not modelled.`)
  }
  if (startTime > endTime) throw invalid('The query\'s end time is before its start time.', call)
  readQueryText(text, call)
  const groups = groupsOf(input, call)
  call.quota('ConcurrentQueries', [...call.of(QueryTask).scan()].filter(({ status }) => status === 'Running').length + 1)
  return { queryId: beginQuery({ groups, text, fromAt: startTime * 1000, toAt: endTime * 1000 + 999,
    ...(limit !== undefined && { limit }) }, call) }
}

type Begun = Pick<QueryTask, 'groups' | 'text' | 'fromAt' | 'toAt' | 'limit'>

/** @returns its id */
export function beginQuery(begun: Begun, call: Call): string {
  const id = call.uuid()
  call.of(QueryTask).insert({ ...begun, id, createdAt: call.now(), status: 'Running', user: call.principal.arn })
  call.setTimer('query', id, call.now() + call.lifecycleMs(takesMs))
  return id
}

/** @throws MalformedQueryException, NotImplemented */
export function readQueryText(text: string, call: Call): ReadQuery {
  try {
    return readQuery(text)
  } catch (error) {
    if (error instanceof QueryRefusal) throw call.fault('NotImplemented', error.message)
    if (!(error instanceof QueryProblem)) throw error
    throw call.fault('MalformedQueryException', error.message, {
      queryCompileError: { location: { startCharOffset: error.from, endCharOffset: error.to }, message: error.message },
    })
  }
}

type GroupNaming = Pick<StartQueryRequest, 'logGroupName' | 'logGroupNames' | 'logGroupIdentifiers'>

function groupsOf({ logGroupName: name, logGroupNames: names, logGroupIdentifiers: identifiers }: GroupNaming, call: Call): string[] {
  const given = [name && [name], names, identifiers].filter(each => each !== undefined)
  if (given.length !== 1) throw invalid('Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be specified.', call)
  const wanted = given[0] as readonly string[]
  if (wanted.length > mostGroups) throw invalid(`A query takes ${mostGroups} log groups.`, call)
  return [...new Set(wanted.map(identifier => groupNamed(identifier, call).name))]
}

/** Timer: the query is done, or its results are to go. */
export async function query(_payload: unknown, call: Call, { id }: { readonly id: string }): Promise<void> {
  const task = call.of(QueryTask).get(id)
  if (task?.status !== 'Running') return forget(id, call)
  const outcome = await outcomeOf(task, call).catch((error: unknown) => {
    if (!(error instanceof Error) || !('code' in error)) throw error
    return undefined
  })
  call.transact(() => {
    const current = call.of(QueryTask).get(id)
    if (current?.status !== 'Running') return
    call.of(QueryTask).put({ ...current, status: outcome === undefined ? 'Failed' : 'Complete', endedAt: call.now() })
    if (outcome !== undefined) call.of(QueryOutcome).put({ id, ...outcome })
    countScanned(outcome?.bytes ?? 0, call)
    call.setTimer('query', id, call.now() + keptMs)
  })
}

function forget(id: string, call: Call): void {
  call.transact(() => {
    call.of(QueryTask).delete(id)
    call.of(QueryOutcome).delete(id)
  })
}

async function outcomeOf(task: QueryTask, call: Call): Promise<QueryResult & { readonly bytes: number }> {
  const read = readQueryText(task.text, call)
  const context = { startedAt: task.createdAt, fromAt: task.fromAt, toAt: task.toAt }
  const sources: QueryEvent[][] = []
  let bytes = 0
  for (const name of task.groups) {
    const group = call.of(LogGroup).get(name)
    if (group === undefined) continue
    sources.push(await readingEvents(group, call, reader => {
      const found: QueryEvent[] = []
      for (const event of groupEvents(group, { fromAt: task.fromAt, throughAt: task.toAt, reverse: true }, call)) {
        const { at, sequence, ingestedAt, stream } = event
        const message = reader(event, read.unmasks)
        found.push({ at, ingestedAt, stream, message, log: `${call.account}:${name}`, pointer: pointerTo(group, at, sequence) })
      }
      return found
    }))
  }
  const events = sources.length === 1 ? sources[0]! : sources.flat().sort((a, b) => b.at - a.at)
  for (const { message } of events) bytes += Buffer.byteLength(message)
  return { ...runQuery(read, events, context, task.limit), bytes }
}

/** @throws ResourceNotFoundException */
function taskOf(id: string, call: Call): QueryTask {
  const found = call.of(QueryTask).get(id)
  if (found === undefined) throw call.fault('ResourceNotFoundException', 'The specified query does not exist.')
  return found
}

export const GetQueryResults: Logs['GetQueryResults'] = ({ queryId: id, maxItems, nextToken: token }, call) => {
  const { status } = taskOf(id, call)
  const outcome = call.of(QueryOutcome).get(id)
  const { rows = [], matched = 0, scanned = 0, bytes = 0 } = outcome ?? {}
  const from = token === undefined ? 0 : call.open(`results ${id}`, token)
  if (typeof from !== 'number') throw invalid('The specified nextToken is invalid.', call)
  const to = maxItems === undefined ? rows.length : from + maxItems
  return {
    results: rows.slice(from, to), status, queryLanguage: 'CWLI',
    statistics: {
      recordsMatched: matched, recordsScanned: scanned, bytesScanned: bytes, estimatedRecordsSkipped: 0, estimatedBytesSkipped: 0,
      logGroupsScanned: outcome === undefined ? 0 : taskOf(id, call).groups.length,
    },
    ...(to < rows.length && { nextToken: call.seal(`results ${id}`, to) }),
  }
}

export const StopQuery: Logs['StopQuery'] = ({ queryId: id }, call) => {
  const task = taskOf(id, call)
  if (task.status !== 'Running') throw invalid('The specified query has ended already.', call)
  call.of(QueryTask).put({ ...task, status: 'Cancelled', endedAt: call.now() })
  call.setTimer('query', id, call.now() + keptMs)
  return { success: true }
}

/** The latest first. */
export const DescribeQueries: Logs['DescribeQueries'] = function* ({ logGroupName, status, queryLanguage }, call) {
  for (const task of call.of(QueryTask).by('byTime').scan({ reverse: true })) {
    if (logGroupName !== undefined && !task.groups.includes(groupName(logGroupName))) continue
    if ((status !== undefined && task.status !== status) || (queryLanguage !== undefined && queryLanguage !== 'CWLI')) continue
    const outcome = call.of(QueryOutcome).get(task.id)
    yield {
      queryId: task.id, queryString: task.text, status: task.status, createTime: task.createdAt, logGroupName: task.groups[0]!,
      queryLanguage: 'CWLI' as const, userIdentity: task.user,
      ...(task.endedAt !== undefined && { queryDuration: task.endedAt - task.createdAt }),
      ...(outcome !== undefined && { bytesScanned: outcome.bytes }),
    }
  }
}

export const ListLogGroupsForQuery: Logs['ListLogGroupsForQuery'] = ({ queryId: id, nextToken: token, maxResults = 500 }, call) => {
  const names = [...taskOf(id, call).groups].sort()
  const { found, ...more } = paged(names, name => name, { limit: maxResults, token }, call)
  return { ...more, logGroupIdentifiers: found.map(name => LogGroup.arnOf(call, { name })) }
}
