// AWS::CloudTrail::Trail for Cloud Control and CloudFormation, by real calls of CloudTrail.
// Source: the resource type's page, CloudFormation Template Reference: `IsLogging` starts and stops it.

import type { AdvancedEventSelector, CreateTrailRequest, EventSelector, InsightSelector } from '../../../generated/aws/cloudtrail.ts'
import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'

interface Tag { readonly Key: string, readonly Value: string }

/** Properties that the API has under the same name. */
const alike = [
  'CloudWatchLogsLogGroupArn', 'CloudWatchLogsRoleArn', 'EnableLogFileValidation', 'IncludeGlobalServiceEvents', 'IsMultiRegionTrail',
  'IsOrganizationTrail', 'S3BucketName', 'S3KeyPrefix', 'SnsTopicName',
] as const

export const trailFormation: CloudFormationHandlers = {
  type: 'AWS::CloudTrail::Trail',
  primaryIdentifier: ['TrailName'],
  readOnly: ['SnsTopicArn', 'Arn'],
  createOnly: ['TrailName'],

  async create(properties, call) {
    const name = String(properties['TrailName'] ?? `Trail-${call.alphanumeric(12)}`)
    const tags = properties['Tags'] as Tag[] | undefined
    await call.to('cloudtrail').CreateTrail({ ...inputOf(name, properties), ...(tags !== undefined && { TagsList: tags }) })
    await select(name, properties, call)
    return name
  },

  async read(name, call) {
    const cloudtrail = call.to('cloudtrail')
    const { Trail: trail } = await cloudtrail.GetTrail({ Name: name })
    const { IsLogging } = await cloudtrail.GetTrailStatus({ Name: name })
    const { EventSelectors, AdvancedEventSelectors } = await cloudtrail.GetEventSelectors({ TrailName: name })
    const { ResourceTagList: [tagged] = [] } = await cloudtrail.ListTags({ ResourceIdList: [trail!.TrailARN!] })
    const { LogFileValidationEnabled, KmsKeyId, TrailARN, SnsTopicARN } = trail!
    const properties: Properties = {
      ...Object.fromEntries(alike.map(member => [member, (trail as Properties)[member]])), TrailName: name, Arn: TrailARN, IsLogging,
      EnableLogFileValidation: LogFileValidationEnabled, KMSKeyId: KmsKeyId, SnsTopicArn: SnsTopicARN,
      ...(trail!.HasCustomEventSelectors && { EventSelectors, AdvancedEventSelectors }),
      ...((tagged?.TagsList ?? []).length > 0 && { Tags: tagged!.TagsList }),
    }
    return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined))
  },

  async update(name, properties, _previous, call) {
    await call.to('cloudtrail').UpdateTrail(inputOf(name, properties))
    await select(name, properties, call)
  },

  async delete(name, call) {
    await call.to('cloudtrail').DeleteTrail({ Name: name })
  },

  async * list(call) {
    for (const { Name } of (await call.to('cloudtrail').DescribeTrails({ includeShadowTrails: false })).trailList ?? []) yield Name!
  },
}

function inputOf(name: string, properties: Properties): CreateTrailRequest {
  const given = Object.fromEntries(alike.filter(member => properties[member] !== undefined).map(member => [member, properties[member]]))
  const key = properties['KMSKeyId']
  return { ...given, Name: name, ...(key !== undefined && { KmsKeyId: String(key) }) } as unknown as CreateTrailRequest
}

/** Selectors, and whether it logs. */
async function select(name: string, properties: Properties, call: Call): Promise<void> {
  const cloudtrail = call.to('cloudtrail')
  const { EventSelectors, AdvancedEventSelectors, InsightSelectors, IsLogging } = properties
  if (EventSelectors !== undefined) await cloudtrail.PutEventSelectors({ TrailName: name,
    EventSelectors: EventSelectors as EventSelector[] })
  if (AdvancedEventSelectors !== undefined) {
    await cloudtrail.PutEventSelectors({ TrailName: name, AdvancedEventSelectors: AdvancedEventSelectors as AdvancedEventSelector[] })
  }
  if (InsightSelectors !== undefined) await cloudtrail.PutInsightSelectors({ TrailName: name,
    InsightSelectors: InsightSelectors as InsightSelector[] })
  if (IsLogging === true) await cloudtrail.StartLogging({ Name: name })
  else await cloudtrail.StopLogging({ Name: name })
}
