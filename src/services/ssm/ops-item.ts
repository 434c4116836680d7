// OpsItems: operational issues with their data, state and history. How they are found is in `ops-item-list.ts`; what they are related to,
// and
// the events of each, in `ops-item-relation.ts`.
// Source: CreateOpsItem, UpdateOpsItem, GetOpsItem and DeleteOpsItem, Systems Manager API Reference; "OpsCenter", endpoints and quotas.

import type { OpsItem as Shown, OpsItemDataValue, Ssm, UpdateOpsItemRequest } from '../../../generated/aws/ssm.ts'
import { Fault, parseArn, records, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'
import { tell } from './event.ts'
import { tagNew } from './tag-set.ts'

type Data = Readonly<Record<string, OpsItemDataValue>>

/** Members of the API that are kept as they are. */
type Settings = Omit<UpdateOpsItemRequest, 'OpsItemId' | 'OpsItemArn' | 'OperationalData' | 'OperationalDataToDelete'>

export interface OpsItem {
  readonly id: string
  readonly type: string
  readonly source: string
  readonly settings: Settings & { readonly Title: string, readonly Description: string, readonly Status: string }
  readonly data: Data
  readonly version: number
  readonly createdAt: number
  readonly createdBy: string
  readonly changedAt: number
  readonly changedBy: string
}

export const OpsItem = resource<OpsItem>({
  name: 'OpsItem',
  key: 'id',
  arn: 'arn:{partition}:ssm:{region}:{account}:opsitem/{id}',
  tags: 'list',
  notFound: { code: 'OpsItemNotFoundException', message: ([id]) => `OpsItem ID ${id} does not exist.` },
})

/** What happened to an OpsItem. */
export interface OpsItemEvent {
  readonly item: string
  readonly id: string
  readonly at: number
  readonly kind: string
  readonly detail: string
  readonly by: string
}

export const OpsItemEvent = records<OpsItemEvent>({
  name: 'OpsItemEvent', key: ['item', 'id'], indexes: { time: ({ item, at }) => [item, at] },
})

const issue = '/aws/issue'
const mostRelated = 10
const mostResources = 100
const longestDataBytes = 20 * 1024
const ended = ['Resolved', 'Closed', 'Cancelled', 'CompletedWithSuccess', 'CompletedWithFailure']

function whoOf({ principal }: Call): string {
  return principal.arn || principal.userId
}

export const CreateOpsItem: Ssm['CreateOpsItem'] = (input, call) => {
  const { OpsItemType: type = issue, Source: source, OperationalData: data = {}, Tags: tags, AccountId: account, ...settings } = input
  if (account !== undefined && account !== call.account) {
    throw call.fault('OpsItemAccessDeniedException', 'OpsCenter is not set up to work with OpsItems across accounts.')
  }
  if (/aws|amazon|amzn/i.test(source) && call.principal.kind !== 'service') {
    throw invalid('Source', 'The source name can\'t contain the following strings: aws, amazon, and amzn.', call)
  }
  if (!/^\/aws\/(issue|insight|changerequest)$/.test(type)) throw invalid('OpsItemType', `The OpsItem type ${type} is not valid.`, call)
  check({ ...settings, OperationalData: data }, call)
  checkDuplicate(source, data, call)
  const now = call.now()
  const who = whoOf(call)
  const item = call.of(OpsItem).insert({
    id: `oi-${call.hex(12)}`, type, source, data, settings: { ...settings, Status: 'Open' }, version: 1, createdAt: now, createdBy: who,
    changedAt: now, changedBy: who,
  })
  tagNew(OpsItem, tags, item.id, call)
  note(item, 'OpsItem Create', call)
  return { OpsItemId: item.id, OpsItemArn: call.arn(OpsItem, item) }
}

function invalid(name: string, message: string, call: Call): Fault {
  return call.fault('OpsItemInvalidParameterException', message, { ParameterNames: [name] })
}

/** @throws OpsItemInvalidParameterException, OpsItemLimitExceededException */
function check({ OperationalData: data = {}, Category, Severity, RelatedOpsItems: related = [] }: Partial<UpdateOpsItemRequest>,
  call: Call):
void {
  if (Category !== undefined && !/^(Availability|Cost|Performance|Recovery|Security)$/.test(Category)) {
    throw invalid('Category', `The category ${Category} is not valid.`, call)
  }
  if (Severity !== undefined && !/^[1-4]$/.test(Severity)) throw invalid('Severity', `The severity ${Severity} is not valid.`, call)
  for (const [name, { Value: value = '' }] of Object.entries(data)) {
    if (/^\/?(amazon|aws|amzn|ssm)/i.test(name) && !/^\/aws\/(resources|dedup|automations|problem)$/.test(name)) {
      throw invalid('OperationalData', `The key ${name} of operational data is reserved.`, call)
    }
    if (Buffer.byteLength(value) > longestDataBytes) throw limit('OperationalData', longestDataBytes,
      'bytes of a value of operational data', call)
    if (name === '/aws/resources' && resourcesIn(value).length > mostResources) throw limit('OperationalData', mostResources, 'resources',
      call)
  }
  if (related.length > mostRelated) throw limit('RelatedOpsItems', mostRelated, 'related OpsItems', call)
}

function limit(name: string, most: number, what: string, call: Call): Fault {
  return call.fault('OpsItemLimitExceededException', `An OpsItem can have ${most} ${what} at most.`,
    { ResourceTypes: [name], Limit: most, LimitType: 'OpsItem' })
}

/** ARNs under `/aws/resources`. */
export function resourcesIn(text: string): string[] {
  const list = jsonObject(`{"list":${text}}`)?.list
  return Array.isArray(list)
    ? list.flatMap(each => typeof (each as { arn?: unknown } | null)?.arn === 'string' ? (each as { arn: string }).arn : []) : []
}

const dedupOf = (data: Data) => jsonObject(data['/aws/dedup']?.Value ?? '')?.dedupString

/** Of one source, one open OpsItem has a deduplication string. @throws OpsItemAlreadyExistsException */
function checkDuplicate(source: string, data: Data, call: Call): void {
  const wanted = dedupOf(data)
  if (wanted === undefined) return
  for (const item of call.of(OpsItem).scan()) {
    if (item.source === source && !ended.includes(item.settings.Status) && dedupOf(item.data) === wanted) {
      throw call.fault('OpsItemAlreadyExistsException', `An OpsItem with the same deduplication string exists: ${item.id}.`,
        { OpsItemId: item.id })
    }
  }
}

/** Tells EventBridge, the topics of the OpsItem, and its own history. */
function note(item: OpsItem, kind: string, call: Call): void {
  const { id, source, settings } = item
  const detail = {
    'ops-item-id': id, title: settings.Title, description: settings.Description, status: settings.Status, source,
    'created-by': item.createdBy, 'created-time': new Date(item.createdAt).toISOString(),
    'last-modified-by': item.changedBy, 'last-modified-time': new Date(item.changedAt).toISOString(),
  }
  const text = JSON.stringify(detail)
  call.of(OpsItemEvent).insert({ item: id, id: call.uuid(), at: call.now(), kind, detail: text, by: whoOf(call) })
  tell(kind, detail, [call.arn(OpsItem, item)], call)
  for (const { Arn: topic } of settings.Notifications ?? []) if (topic !== undefined) publish(topic, `${kind}: ${id}`, text, call)
}

/** At best effort: a topic that is not there loses it. */
function publish(topic: string, Subject: string, Message: string, call: Call): void {
  const { account = '', region = '' } = parseArn(topic) ?? {}
  call.afterCommit(async () => {
    try {
      await call.to('sns', { account, region }).Publish({ TopicArn: topic, Subject, Message })
    } catch (error) {
      if (!(error instanceof Fault)) throw error
    }
  })
}

/** By its id, or the ARN that may stand beside it. */
export function itemOf(id: string, call: Call): OpsItem {
  return call.of(OpsItem).require(id)
}

export const GetOpsItem: Ssm['GetOpsItem'] = ({ OpsItemId: id }, call) => ({ OpsItem: shownOf(itemOf(id, call), call) })

function shownOf(item: OpsItem, call: Call): Shown {
  return { ...briefOf(item), Description: item.settings.Description, OperationalData: item.data, Version: String(item.version),
    OpsItemArn: call.arn(OpsItem, item), Notifications: item.settings.Notifications ?? [],
      RelatedOpsItems: item.settings.RelatedOpsItems ?? [] }
}

/** What the list shows of it too; operational data only as far as it can be searched. */
export function briefOf({ id, type, source, settings, data, createdAt, createdBy, changedAt, changedBy }: OpsItem) {
  const { Description: _, Notifications: _notifications, RelatedOpsItems: _related, ...rest } = settings
  return {
    ...rest, OpsItemId: id, OpsItemType: type, Source: source, CreatedTime: createdAt, CreatedBy: createdBy, LastModifiedTime: changedAt,
    LastModifiedBy: changedBy,
    OperationalData: Object.fromEntries(Object.entries(data).filter(([, { Type }]) => Type === 'SearchableString')),
  }
}

export const UpdateOpsItem: Ssm['UpdateOpsItem'] = (input, call) => {
  const { OpsItemId: id, OpsItemArn: _, OperationalData: added = {}, OperationalDataToDelete: removed = [], ...given } = input
  const before = itemOf(id, call)
  check(input, call)
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const kept = Object.entries(before.data).filter(([name]) => !removed.includes(name))
  const after = call.of(OpsItem).put({
    ...before, settings: { ...before.settings, ...named }, data: { ...Object.fromEntries(kept), ...added }, version: before.version + 1,
    changedAt: call.now(), changedBy: whoOf(call),
  })
  note(after, 'OpsItem Update', call)
}

/** One that is not there is deleted too. */
export const DeleteOpsItem: Ssm['DeleteOpsItem'] = ({ OpsItemId: id }, call) => {
  if (call.of(OpsItem).get(id) === undefined) return
  call.tags(OpsItem).clear(id)
  call.of(OpsItem).delete(id)
  for (const event of [...call.of(OpsItemEvent).scan({ within: [id] })]) call.of(OpsItemEvent).delete(id, event.id)
}
