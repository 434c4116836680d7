// AWS::CloudWatch::CompositeAlarm for Cloud Control and CloudFormation, by real calls of CloudWatch.
// Source: the resource type's schema in the CloudFormation registry: identified by AlarmName.

import type { PutCompositeAlarmInput } from '../../../generated/aws/cloudwatch.ts'
import { everyPage, resource } from '../../kernel/service.ts'
import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'
import { picked } from './cloud-formation.ts'

const members = ['ActionsEnabled', 'ActionsSuppressor', 'ActionsSuppressorExtensionPeriod', 'ActionsSuppressorWaitPeriod', 'AlarmActions',
  'AlarmDescription', 'AlarmName', 'AlarmRule', 'InsufficientDataActions', 'OKActions']

async function put(properties: Properties, name: string, call: Call): Promise<string> {
  const input = picked({ ...properties, AlarmName: name }, [...members, 'Tags'])
  await call.to('cloudwatch').PutCompositeAlarm(input as unknown as PutCompositeAlarmInput)
  return name
}

const cloudFormation: CloudFormationHandlers = {
  type: 'AWS::CloudWatch::CompositeAlarm',
  primaryIdentifier: ['AlarmName'],
  readOnly: ['Arn'],
  createOnly: ['AlarmName'],

  create: (properties, call) => put(properties, String(properties.AlarmName ?? call.alphanumeric(26)), call),

  async read(name, call) {
    const { CompositeAlarms: [alarm] = [] } = await call.to('cloudwatch')
      .DescribeAlarms({ AlarmNames: [name], AlarmTypes: ['CompositeAlarm'] })
    if (alarm === undefined) throw call.fault('ResourceNotFound', `Alarm ${name} does not exist`)
    return { ...picked(alarm as Properties, members), Arn: alarm.AlarmArn }
  },

  async update(name, properties, _previous, call) { await put(properties, name, call) },
  async delete(name, call) { await call.to('cloudwatch').DeleteAlarms({ AlarmNames: [name] }) },

  list: call => everyPage(token => call.to('cloudwatch').DescribeAlarms({ ...token, AlarmTypes: ['CompositeAlarm'] }),
    ({ CompositeAlarms: alarms = [] }) => alarms.map(({ AlarmName: name }) => name!)),
}

/** What the resource is called, beside its alarm. */
export const CompositeAlarmResource = resource<{ readonly name: string }>({
  name: 'CompositeAlarm', key: 'name', arn: 'arn:{partition}:cloudwatch:{region}:{account}:alarm:{name}', notFound: 'ResourceNotFound',
  cloudFormation,
})
