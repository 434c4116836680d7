// How machines outside of EC2 become nodes, and what becomes of them: an agent registers with an activation's code, falls silent, is heard
// again, and is taken out. AWS's agents do the first three by calls that are in no SDK's model; here they are controls of this cloud.
// Source: "Create a hybrid activation to register nodes with Systems Manager", Systems Manager User Guide.

import type { Ssm } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'
import { useActivation } from './activation.ts'
import { forgetCompliance } from './compliance.ts'
import { forgetInventory } from './inventory.ts'
import { agentVersion, ManagedInstance, SilentNode } from './managed-node.ts'
import { settingOf } from './service-setting.ts'

interface Registration {
  readonly activationId?: string
  readonly activationCode?: string
  readonly computerName?: string
  readonly ipAddress?: string
  readonly platformType?: string
  readonly platformName?: string
  readonly platformVersion?: string
  readonly agentVersion?: string
}

const mostStandardNodes = 1000

/** @throws ValidationException, InvalidActivation, RegistrationLimitExceeded */
function register(given: Registration, call: Call): { readonly instanceId: string } {
  const { activationId, activationCode, platformType = 'Linux' } = given
  if (activationId === undefined || activationCode === undefined) {
    throw call.fault('ValidationException', 'A registration needs activationId and activationCode.')
  }
  if (platformType !== 'Linux' && platformType !== 'Windows' && platformType !== 'MacOS') {
    throw call.fault('ValidationException', `The platform type ${platformType} is none of Linux, Windows and MacOS.`)
  }
  const nodes = call.of(ManagedInstance)
  if (settingOf('/ssm/managed-instance/activation-tier', call) === 'standard' && nodes.count() >= mostStandardNodes) {
    throw call.fault('RegistrationLimitExceeded', `The standard-instances tier holds ${mostStandardNodes} nodes of an account and region.`)
  }
  const activation = useActivation(activationId, activationCode, call)
  const id = `mi-${call.hex(17)}`
  nodes.insert({
    id, activationId, role: activation.role, registeredAt: call.now(), platformType,
    platformName: given.platformName ?? 'Ubuntu', platformVersion: given.platformVersion ?? '24.04',
    computerName: given.computerName ?? id, ipAddress: given.ipAddress ?? '192.0.2.1', agentVersion: given.agentVersion ?? agentVersion,
    ...(activation.instanceName !== undefined && { name: activation.instanceName }),
  })
  if (Object.keys(activation.tags).length > 0) call.tags(ManagedInstance).add(activation.tags, id)
  return { instanceId: id }
}

/** Of either kind of node, by its id. */
function silence({ instanceId = '' }: { readonly instanceId?: string }, call: Call): { readonly silent: string } {
  if (!/^m?i-[0-9a-f]+$/.test(instanceId)) throw call.fault('ValidationException', 'A node is named by its instanceId.')
  call.of(SilentNode).put({ id: instanceId, since: call.now() })
  return { silent: instanceId }
}

function hear({ instanceId = '' }: { readonly instanceId?: string }, call: Call): { readonly heard: string } {
  if (call.of(SilentNode).delete(instanceId) === undefined) throw call.fault('ValidationException', `${instanceId} was not silent.`)
  return { heard: instanceId }
}

const node = { instanceId: 'mi-0123456789abcdef0' }

export const nodeControls = {
  'register-node': {
    does: 'registers a machine outside of EC2 with an activation', run: register,
    example: { activationId: '…', activationCode: '…', computerName: 'rack-7', ipAddress: '192.0.2.7', platformType: 'Linux',
      platformName: 'Ubuntu', platformVersion: '24.04' },
  },
  'silence-node': { does: 'lets a node\'s agent fall silent: its connection is lost', example: node, run: silence },
  'hear-node': { does: 'lets a silent node\'s agent report again', example: node, run: hear },
}

/** What was known of it goes with it. EC2's own instances are nodes as long as they are there. */
export const DeregisterManagedInstance: Ssm['DeregisterManagedInstance'] = ({ InstanceId: id }, call) => {
  call.of(ManagedInstance).require(id)
  call.tags(ManagedInstance).clear(id)
  call.of(ManagedInstance).delete(id)
  call.of(SilentNode).delete(id)
  forgetInventory(id, call)
  forgetCompliance(id, call)
}
