// Partner event sources. A partner's account makes one for a customer's, who sees it and makes an event bus of its name; what the partner
// puts then reaches that bus. The two sides are told apart by real calls between the accounts, which EventBridge makes in its own name.
// Source: "Receiving events from a SaaS partner", EventBridge User Guide; CreatePartnerEventSource, PutPartnerEvents, API Reference.

import type { Events, PutPartnerEventsRequestEntry } from '../../../generated/aws/events.ts'
import { Fault, records, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { findBus } from './bus.ts'
import { entryProblem, eventOf } from './event.ts'
import { EventSource } from './event-source.ts'
import { paged } from './page.ts'
import { ingest } from './put-events.ts'

export interface PartnerSource { readonly name: string, readonly createdAt: number }

export const PartnerSource = resource<PartnerSource>({
  name: 'PartnerSource',
  key: 'name',
  arn: 'arn:{partition}:events:{region}::event-source/{name}',
  notFound: { code: 'ResourceNotFoundException', message: ([name]) => `Partner event source ${name} does not exist.` },
})

interface SourceAccount { readonly name: string, readonly account: string, readonly createdAt: number }

export const SourceAccount = records<SourceAccount>({ name: 'SourceAccount', key: ['name', 'account'] })

const pendingMs = 14 * 86_400_000
const service = 'events.amazonaws.com'

/** EventBridge itself, for another account. */
function isOwnCall({ principal }: Call): boolean {
  return principal.kind === 'service' && principal.service === service
}

export const CreatePartnerEventSource: Events['CreatePartnerEventSource'] = async ({ Name: name, Account: account }, call) => {
  if (isOwnCall(call)) {
    return call.transact(() => {
      const expiresAt = call.now() + pendingMs
      const source = call.of(EventSource).insert({
        name, createdBy: name.split('/').slice(0, 2).join('/'), createdAt: call.now(), state: 'PENDING', expiresAt,
      })
      call.setTimer('expireSource', name, expiresAt)
      return { EventSourceArn: call.arn(EventSource, source) }
    })
  }
  if (call.of(SourceAccount).get(name, account) !== undefined) {
    throw call.fault('ResourceAlreadyExistsException', `Partner event source ${name} already exists for account ${account}.`)
  }
  await call.to('events', { account }).CreatePartnerEventSource({ Name: name, Account: account })
  return call.transact(() => {
    const source = call.of(PartnerSource).put(call.of(PartnerSource).get(name) ?? { name, createdAt: call.now() })
    call.of(SourceAccount).put({ name, account, createdAt: call.now() })
    return { EventSourceArn: call.arn(PartnerSource, source) }
  })
}

/** The customer's bus stays, and gets nothing any more. */
export const DeletePartnerEventSource: Events['DeletePartnerEventSource'] = async ({ Name: name, Account: account }, call) => {
  if (isOwnCall(call)) {
    call.transact(() => {
      const source = call.of(EventSource).get(name)
      if (source !== undefined) call.of(EventSource).put({ ...source, state: 'DELETED' })
      call.cancelTimer('expireSource', name)
    })
    return
  }
  if (call.of(SourceAccount).get(name, account) === undefined) return
  await call.to('events', { account }).DeletePartnerEventSource({ Name: name, Account: account })
  call.transact(() => {
    call.of(SourceAccount).delete(name, account)
    if (call.of(SourceAccount).first({ within: [name] }) === undefined) call.of(PartnerSource).delete(name)
  })
}

export const DescribePartnerEventSource: Events['DescribePartnerEventSource'] = ({ Name: name }, call) =>
  ({ Arn: call.arn(PartnerSource, call.of(PartnerSource).require(name)), Name: name })

export const ListPartnerEventSources: Events['ListPartnerEventSources'] = (input, call) => {
  const { found, ...more } = paged(call.of(PartnerSource).scan({ prefix: input.NamePrefix }), ({ name }) => name, input, call)
  return { PartnerEventSources: found.map(source => ({ Arn: call.arn(PartnerSource, source), Name: source.name })), ...more }
}

/** What has become of it, each account is asked. */
export const ListPartnerEventSourceAccounts: Events['ListPartnerEventSourceAccounts'] = async (input, call) => {
  const { EventSourceName: name } = input
  call.of(PartnerSource).require(name)
  const { found, ...more } = paged(call.of(SourceAccount).scan({ within: [name] }), ({ account }) => account, input, call)
  const accounts = []
  for (const { account, createdAt } of found) accounts.push({ Account: account, CreationTime: createdAt,
    ...await stateIn(account, name, call) })
  return { PartnerEventSourceAccounts: accounts, ...more }
}

async function stateIn(account: string, name: string, call: Call): Promise<{ State: string, ExpirationTime?: number }> {
  try {
    const { State = 'PENDING', ExpirationTime } = await call.to('events', { account }).DescribeEventSource({ Name: name })
    return { State, ...(ExpirationTime !== undefined && { ExpirationTime }) }
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'ResourceNotFoundException') throw error
    return { State: 'DELETED' }
  }
}

export const PutPartnerEvents: Events['PutPartnerEvents'] = async ({ Entries: entries }, call) => {
  if (isOwnCall(call)) return { FailedEntryCount: 0, Entries: call.transact(() => entries.map(entry => receive(entry, call))) }
  const results = []
  for (const entry of entries) results.push(await send(entry, call))
  return { FailedEntryCount: results.filter(each => 'ErrorCode' in each).length, Entries: results }
}

type Result = { readonly EventId: string } | { readonly ErrorCode: string, readonly ErrorMessage: string }

/** To every account that the source was made for. */
async function send(entry: PutPartnerEventsRequestEntry, call: Call): Promise<Result> {
  const { Source: name = '' } = entry
  if (call.of(PartnerSource).get(name) === undefined) {
    return { ErrorCode: 'NotAuthorizedForSource', ErrorMessage: 'Not authorized for the source.' }
  }
  const problem = entryProblem({ ...entry, Source: 'partner' }, call)
  if (problem !== undefined) return problem
  for (const { account } of call.of(SourceAccount).scan({ within: [name] })) {
    await call.to('events', { account }).PutPartnerEvents({ Entries: [entry] })
  }
  return { EventId: call.uuid() }
}

/** Inside a transaction. A source that is not active takes nothing, without a word. */
function receive(entry: PutPartnerEventsRequestEntry, call: Call): Result {
  const { Source: name = '' } = entry
  const id = call.uuid()
  const isActive = call.of(EventSource).get(name)?.state === 'ACTIVE' && findBus(name, call) !== undefined
  if (isActive) ingest(name, eventOf(entry, { id, account: call.account, region: call.region }, call), false, call)
  return { EventId: id }
}
