// Default Host Management Configuration: the role that manages EC2 instances which have no profile. It is a face of a service setting.
// Source: RegisterDefaultHostManagementConfiguration and DeregisterDefaultHostManagementConfiguration, Systems Manager API Reference;
// "Managing EC2 instances automatically with Default Host Management Configuration", User Guide.

import type { Ssm } from '../../../generated/aws/ssm.ts'
import { arnTemplate, Fault, parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { ServiceSetting, settingOf } from './service-setting.ts'

const setting = '/ssm/managed-instance/default-ec2-instance-management-role'
const serviceRole = { path: '/service-role/', name: 'AWSSystemsManagerDefaultEC2InstanceManagementRole' }
const roleArn = arnTemplate('arn:{partition}:iam::{account}:role{path}{name}')
const managedPolicyArn = arnTemplate('arn:{partition}:iam::aws:policy/AmazonSSMManagedEC2InstanceDefaultPolicy')

export const RegisterDefaultHostManagementConfiguration: Ssm['RegisterDefaultHostManagementConfiguration'] = async (input, call) => {
  const { PermissionModel: model, RoleArn: given, Overwrite: isOverwriting = false } = input
  if ((model === 'SELF_MANAGED') !== (given !== undefined)) {
    throw call.fault('ValidationException',
      'RoleArn is required where the permission model is SELF_MANAGED, and must not be set otherwise.')
  }
  const arn = given ?? roleArn(call, serviceRole)
  const role = /^role\/(.+)$/.exec(parseArn(arn)?.resource ?? '')?.[1]
  if (role === undefined) throw call.fault('ValidationException', `${arn} is no ARN of a role.`)
  const present = settingOf(setting, call)
  if (present !== '$None' && present !== role && !isOverwriting) {
    throw call.fault('ValidationException', `The role ${present} is registered already. Set Overwrite to replace it.`)
  }
  if (given === undefined) await makeRole(call)
  call.transact(() => {
    call.of(ServiceSetting).put({ id: setting, value: role, changedAt: call.now(), changedBy: call.principal.arn || call.principal.userId })
  })
  return { RoleArn: arn }
}

/** In the caller's name, who needs the rights for it. */
async function makeRole(call: Call): Promise<void> {
  const trust = { Effect: 'Allow', Principal: { Service: 'ssm.amazonaws.com' }, Action: 'sts:AssumeRole' }
  const asCaller = { principal: call.principal }
  try {
    await call.invoke('iam', 'CreateRole', {
      RoleName: serviceRole.name, Path: serviceRole.path,
        AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
    }, asCaller)
  } catch (error) {
    if (!(error instanceof Fault && /^EntityAlreadyExists/.test(error.code))) throw error
  }
  await call.invoke('iam', 'AttachRolePolicy', { RoleName: serviceRole.name, PolicyArn: managedPolicyArn(call, {}) }, asCaller)
}

export const DeregisterDefaultHostManagementConfiguration: Ssm['DeregisterDefaultHostManagementConfiguration'] = (_input, call) => {
  call.of(ServiceSetting).delete(setting)
}
