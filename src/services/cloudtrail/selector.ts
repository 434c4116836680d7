// Event selectors: which events a trail takes. All management events and no data events where nothing is said.
// Source: EventSelector, AdvancedEventSelector and AdvancedFieldSelector, AWS CloudTrail API Reference.

import type { AdvancedEventSelector, AdvancedFieldSelector, EventSelector } from '../../../generated/aws/cloudtrail.ts'
import type { JournalEntry } from './event.ts'
import { eventSourceOf } from './event-source.ts'
import { isReadOnly } from './read-only.ts'
import type { Trail } from './trail-record.ts'

/** What CloudTrail calls the resources of services' data events. */
const dataTypes: Readonly<Record<string, string>> = {
  s3: 'AWS::S3::Object', dynamodb: 'AWS::DynamoDB::Table', lambda: 'AWS::Lambda::Function', sqs: 'AWS::SQS::Queue', sns: 'AWS::SNS::Topic',
  kinesis: 'AWS::Kinesis::Stream', events: 'AWS::Events::EventBus', ssm: 'AWS::SSM::ManagedNode', logs: 'AWS::Logs::LogGroup',
  dynamodbstreams: 'AWS::DynamoDB::Stream',
}

export function selects({ selectors, advanced }: Pick<Trail, 'selectors' | 'advanced'>, entry: JournalEntry): boolean {
  if (advanced !== undefined) return advanced.some(selector => fitsAdvanced(selector, entry))
  if (selectors !== undefined) return selectors.some(selector => fits(selector, entry))
  return !entry.dataEvent
}

function fits(selector: EventSelector, entry: JournalEntry): boolean {
  const { ReadWriteType: kind = 'All', IncludeManagementEvents: takesManagement = true,
    ExcludeManagementEventSources: excluded = [] } = selector
  const isRead = isReadOnly(entry.operation)
  if ((kind === 'ReadOnly' && !isRead) || (kind === 'WriteOnly' && isRead)) return false
  if (!entry.dataEvent) return takesManagement && !excluded.includes(eventSourceOf(entry.service))
  return selector.DataResources?.some(({ Type: type, Values: values = [] }) => type === dataTypes[entry.service]
    && values.some(value => isIn(value, entry))) === true
}

/** `arn:aws:s3` means all buckets, `arn:aws:s3:::bucket/` all objects of one. Of objects the journal knows the bucket. */
function isIn(value: string, { resources }: JournalEntry): boolean {
  return resources.some(arn => arn === value || arn.startsWith(value) || value.startsWith(`${arn}/`)) || value.split(':').length <= 3
}

function fitsAdvanced({ FieldSelectors: fields }: AdvancedEventSelector, entry: JournalEntry): boolean {
  return fields.every(field => valuesOf(field.Field, entry).some(value => fitsField(field, value)))
}

function valuesOf(field: string, entry: JournalEntry): readonly string[] {
  switch (field) {
    case 'eventCategory': return [entry.dataEvent ? 'Data' : 'Management']
    case 'eventName': return [entry.operation]
    case 'eventSource': return [eventSourceOf(entry.service)]
    case 'readOnly': return [String(isReadOnly(entry.operation))]
    case 'resources.type': return [dataTypes[entry.service] ?? '']
    case 'resources.ARN': return entry.resources.length === 0 ? ['']
      : entry.resources.flatMap(arn => arn.includes(':s3:::') ? [arn, `${arn}/`] : [arn])
    case 'eventType': return ['AwsApiCall']
    case 'userIdentity.arn': return [entry.principal.arn]
    default: return ['']
  }
}

function fitsField({ Equals, StartsWith, EndsWith, NotEquals, NotStartsWith, NotEndsWith }: AdvancedFieldSelector, value: string): boolean {
  const some = (wanted: readonly string[] | undefined, test: (each: string) => boolean) => wanted === undefined || wanted.some(test)
  const none = (unwanted: readonly string[] | undefined, test: (each: string) => boolean) => unwanted?.some(test) !== true
  return some(Equals, each => each === value) && some(StartsWith, each => value.startsWith(each))
    && some(EndsWith, each => value.endsWith(each))
    && none(NotEquals, each => each === value) && none(NotStartsWith, each => value.startsWith(each))
      && none(NotEndsWith, each => value.endsWith(each))
}
