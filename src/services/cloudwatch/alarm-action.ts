// What alarms set off, each by a real call: topics, functions, EC2 instances, scaling policies, items and incidents of Systems Manager.
// Source: PutMetricAlarm, AlarmActions, CloudWatch API Reference.

import { Fault, parseArn } from '../../kernel/service.ts'
import type { Call, CallTarget } from '../../kernel/service.ts'
import { Alarm } from './alarm.ts'
import type { State } from './alarm.ts'
import { functionInput, notification } from './alarm-event.ts'
import { queriesOf } from './metric-alarm.ts'

export function actionsOf({ given, state }: Alarm): readonly string[] {
  return { ALARM: given.AlarmActions, OK: given.OKActions, INSUFFICIENT_DATA: given.InsufficientDataActions }[state] ?? []
}

/** @throws Fault the callee's, or one that says why there is none */
export async function act(action: string, alarm: Alarm, before: State, call: Call): Promise<void> {
  const { service, resource = '', account, region } = parseArn(action) ?? {}
  const where = { account: account || call.account, region: region || call.region, sourceArn: call.arn(Alarm, alarm) }
  const doing = service === undefined ? undefined : doings[service]
  if (doing === undefined) throw new Fault('InvalidAction', `Actions of ${service ?? action} cannot be carried out.`)
  await doing({ action, resource, alarm, before, where, call })
}

interface Doing {
  readonly action: string
  readonly resource: string
  readonly alarm: Alarm
  readonly before: State
  readonly where: CallTarget
  readonly call: Call
}

const doings: Readonly<Record<string, (doing: Doing) => Promise<unknown>>> = {
  sns: ({ action, alarm, before, where, call }) => call.invoke('sns', 'Publish', {
    TopicArn: action, Subject: `${alarm.state}: "${alarm.name}" in ${call.region}`.slice(0, 100),
    Message: JSON.stringify(notification(alarm, before, call)),
  }, where),

  lambda: ({ action, alarm, before, where, call }) => call.invoke('lambda', 'Invoke', {
    FunctionName: action, InvocationType: 'Event', Payload: Buffer.from(JSON.stringify(functionInput(alarm, before, call))),
  }, where),

  // arn:aws:automate:us-east-1:ec2:stop
  automate: ({ action, alarm, where, call }) => onInstance(action.split(':').at(-1)!, alarm, { ...where, account: call.account }, call),

  // arn:aws:swf:us-east-1:111122223333:action/actions/AWS_EC2.InstanceId.Stop/1.0
  swf({ resource, alarm, where, call }) {
    const [, verb] = /^action\/actions\/AWS_EC2\.InstanceId\.(\w+)\//.exec(resource) ?? []
    if (verb === undefined) throw new Fault('InvalidAction', `There is no action ${resource}.`)
    return onInstance(verb.toLowerCase(), alarm, where, call)
  },

  // arn:aws:autoscaling:us-east-1:111122223333:scalingPolicy:ID:autoScalingGroupName/GROUP:policyName/POLICY
  autoscaling({ resource, alarm, where, call }) {
    const [, group, policy] = /:autoScalingGroupName\/([^:]+):policyName\/(.+)$/.exec(resource) ?? []
    if (group === undefined) throw new Fault('InvalidAction', 'Policies of Application Auto Scaling are carried out by that service alone.')
    return call.invoke('autoscaling', 'ExecutePolicy', {
      AutoScalingGroupName: group, PolicyName: policy!, HonorCooldown: true, ...breachOf(alarm),
    }, where)
  },

  // arn:aws:ssm:us-east-1:111122223333:opsitem:SEVERITY#CATEGORY=Performance
  ssm({ resource, alarm, where, call }) {
    const [, severity, category] = /^opsitem:(\d)(?:#CATEGORY=(\w+))?$/.exec(resource) ?? []
    if (severity === undefined) throw new Fault('InvalidAction', `There is no action ${resource}.`)
    return call.invoke('ssm', 'CreateOpsItem', {
      Title: `CloudWatch alarm - '${alarm.name}' is in ${alarm.state} state`.slice(0, 1024), Source: 'CloudWatch Alarm', Severity: severity,
      Description: alarm.reason.slice(0, 2048), ...(category !== undefined && { Category: category }),
      OperationalData: { '/aws/resources': { Type: 'SearchableString', Value: JSON.stringify([{ arn: where.sourceArn }]) } },
    }, where)
  },

  'ssm-incidents': ({ action, alarm, where, call }) => call.invoke('ssm-incidents', 'StartIncident', {
    responsePlanArn: action, title: alarm.name,
      triggerDetails: { source: 'aws.cloudwatch', timestamp: call.now(), triggerArn: where.sourceArn },
  }, { ...where, region: call.region }),
}

const verbs: Readonly<Record<string, string>> = { stop: 'StopInstances', terminate: 'TerminateInstances', reboot: 'RebootInstances' }

/** Of the instance that the alarm's metric is about. */
function onInstance(verb: string, alarm: Alarm, where: CallTarget, call: Call): Promise<unknown> {
  const operation = Object.hasOwn(verbs, verb) ? verbs[verb]! : undefined
  if (operation === undefined) throw new Fault('InvalidAction',
    `The action ${verb} of EC2 cannot be carried out: there is no hardware to leave.`)
  const [{ MetricStat: asked } = { MetricStat: undefined }] = alarm.kind === 'metric' ? queriesOf(alarm.given) : []
  const id = asked?.Metric.Dimensions?.find(({ Name }) => Name === 'InstanceId')?.Value
  if (id === undefined) throw new Fault('InvalidAction', 'The alarm has no metric with the dimension InstanceId.')
  return call.invoke('ec2', operation, { InstanceIds: [id] }, where)
}

/** For step policies: how far the newest value is beyond the threshold. */
function breachOf(alarm: Alarm): { readonly MetricValue?: number, readonly BreachThreshold?: number } {
  const { recentDatapoints: values = [], threshold } = JSON.parse(alarm.reasonData ?? '{}') as {
    readonly recentDatapoints?: readonly number[], readonly threshold?: number,
  }
  const value = values.at(-1)
  return value === undefined || threshold === undefined ? {} : { MetricValue: value, BreachThreshold: threshold }
}
