// Alarms that stop an execution: asked of CloudWatch whenever the execution is looked at, once a minute at least, in its own name.
// Source: AlarmConfiguration, Systems Manager API Reference.

import type { AlarmConfiguration } from '../../../generated/aws/ssm.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call, CallTarget } from '../../kernel/service.ts'

export const watchEveryMs = 60_000

/** Those of the alarms that are in the state ALARM. @throws Fault CloudWatch's, unless the configuration passes over it */
export async function ringing({ Alarms: alarms, IgnorePollAlarmFailure: ignores = false }: AlarmConfiguration, target: CallTarget,
  call: Call):
Promise<string[]> {
  try {
    const { MetricAlarms: metric = [], CompositeAlarms: composite = [] } = await call.to('cloudwatch', target).DescribeAlarms({
      AlarmNames: alarms.map(({ Name }) => Name), AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
    })
    return [...metric, ...composite].filter(({ StateValue }) => StateValue === 'ALARM').map(({ AlarmName }) => AlarmName!)
  } catch (error) {
    if (ignores && error instanceof Fault) return []
    throw error
  }
}
