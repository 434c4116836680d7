// Service settings: switches of an account and region, each with AWS's own value until the account sets another.
// Source: GetServiceSetting, UpdateServiceSetting and ResetServiceSetting, Systems Manager API Reference, which list them with their
// values.

import type { GetServiceSettingResultServiceSetting, Ssm } from '../../../generated/aws/ssm.ts'
import { parseArn, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

export interface ServiceSetting {
  /** `/ssm/…`. */
  readonly id: string
  readonly value: string
  readonly changedAt: number
  readonly changedBy: string
}

export const ServiceSetting = resource<ServiceSetting>({
  name: 'ServiceSetting',
  key: 'id',
  arn: 'arn:{partition}:ssm:{region}:{account}:servicesetting{id}',
  notFound: { code: 'ServiceSettingNotFound', message: ([id]) => `The specified service setting ${id} was not found.` },
})

/** AWS's value, and those that it may have. */
const known: Readonly<Record<string, { readonly usual: string, readonly allowed: RegExp }>> = {
  '/ssm/appmanager/appmanager-enabled': { usual: 'False', allowed: /^(True|False)$/ },
  '/ssm/automation/customer-script-log-destination': { usual: 'None', allowed: /^(CloudWatch|None)$/ },
  '/ssm/automation/customer-script-log-group-name': { usual: '/aws/ssm/automation/executeScript', allowed: /^[\w.\-/#]{1,512}$/ },
  '/ssm/automation/enable-adaptive-concurrency': { usual: 'False', allowed: /^(True|False)$/ },
  '/ssm/documents/console/public-sharing-permission': { usual: 'Enable', allowed: /^(Enable|Disable)$/ },
  '/ssm/managed-instance/activation-tier': { usual: 'standard', allowed: /^(standard|advanced)$/ },
  '/ssm/managed-instance/default-ec2-instance-management-role': { usual: '$None', allowed: /^(\$None|[\w+=,.@/-]{1,128})$/ },
  '/ssm/opsinsights/opscenter': { usual: 'Disabled', allowed: /^(Enabled|Disabled)$/ },
  '/ssm/parameter-store/default-parameter-tier': { usual: 'Standard', allowed: /^(Standard|Advanced|Intelligent-Tiering)$/ },
  '/ssm/parameter-store/high-throughput-enabled': { usual: 'false', allowed: /^(true|false)$/ },
}

/** @throws ServiceSettingNotFound */
function idOf(text: string, call: Call): string {
  const id = (parseArn(text)?.resource ?? text).replace(/^servicesetting/, '')
  if (Object.hasOwn(known, id)) return id
  throw call.fault('ServiceSettingNotFound', ServiceSetting.notFound.message([text]))
}

/** The value as it stands, for the rest of the service. */
export function settingOf(id: string, call: Call): string {
  return call.of(ServiceSetting).get(id)?.value ?? known[id]!.usual
}

export const GetServiceSetting: Ssm['GetServiceSetting'] = ({ SettingId: id }, call) =>
  ({ ServiceSetting: shownOf(idOf(id, call), call) })

function shownOf(id: string, call: Call): GetServiceSettingResultServiceSetting {
  const own = call.of(ServiceSetting).get(id)
  return {
    SettingId: id, SettingValue: own?.value ?? known[id]!.usual, LastModifiedUser: own?.changedBy ?? 'System',
    LastModifiedDate: own?.changedAt ?? Date.UTC(2019, 6, 1), ARN: ServiceSetting.arnOf(call, { id }),
    Status: own === undefined ? 'Default' : 'Customized',
  }
}

export const UpdateServiceSetting: Ssm['UpdateServiceSetting'] = ({ SettingId: given, SettingValue: value }, call) => {
  const id = idOf(given, call)
  if (!known[id]!.allowed.test(value)) {
    throw call.fault('ValidationException', `The value ${value} is not valid for the service setting ${id}.`)
  }
  call.of(ServiceSetting).put({ id, value, changedAt: call.now(), changedBy: call.principal.arn || call.principal.userId })
}

export const ResetServiceSetting: Ssm['ResetServiceSetting'] = ({ SettingId: given }, call) => {
  const id = idOf(given, call)
  call.of(ServiceSetting).delete(id)
  return { ServiceSetting: shownOf(id, call) }
}
