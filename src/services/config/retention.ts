// How long items are kept: seven years, or what the account says. Source: PutRetentionConfiguration, AWS Config API Reference.

import type { Config } from '../../../generated/aws/config.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

const dayMs = 86_400_000
const usualDays = 2_557

const Retention = records<{ readonly name: string, readonly days: number }>({ name: 'Retention', key: 'name' })

export function retentionMs(call: Call): number {
  return (call.of(Retention).first()?.days ?? usualDays) * dayMs
}

/** There is one, whose name AWS gives. */
export const PutRetentionConfiguration: Config['PutRetentionConfiguration'] = ({ RetentionPeriodInDays: days }, call) => {
  const { name } = call.of(Retention).put({ name: 'default', days })
  return { RetentionConfiguration: { Name: name, RetentionPeriodInDays: days } }
}

export const DescribeRetentionConfigurations: Config['DescribeRetentionConfigurations'] =
  function* ({ RetentionConfigurationNames: names }, call) {
  const missing = names?.find(name => call.of(Retention).get(name) === undefined)
  if (missing !== undefined) throw unknown(missing, call)
  for (const { name, days } of call.of(Retention).scan()) yield { Name: name, RetentionPeriodInDays: days }
}

export const DeleteRetentionConfiguration: Config['DeleteRetentionConfiguration'] = ({ RetentionConfigurationName: name }, call) => {
  if (call.of(Retention).delete(name) === undefined) throw unknown(name, call)
}

function unknown(name: string, call: Call<'NoSuchRetentionConfigurationException'>): Error {
  return call.fault('NoSuchRetentionConfigurationException', `Cannot find retention configuration with the specified name '${name}'.`)
}
