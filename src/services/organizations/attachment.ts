// Which policies hold for which roots, units and accounts. Where service control policies are on, every target has one at least.

import type { Call } from '../../kernel/service.ts'
import { fullAccess } from './policy-text.ts'
import { Account, Attachment, Root, Unit } from './structure.ts'
import type { PolicyType } from './structure.ts'

/** "Quotas for AWS Organizations", User Guide: policies of a type on one target. */
const mostPerTarget: Readonly<Record<PolicyType, number>> = {
  SERVICE_CONTROL_POLICY: 5, RESOURCE_CONTROL_POLICY: 5, TAG_POLICY: 10, BACKUP_POLICY: 10, AISERVICES_OPT_OUT_POLICY: 5, CHATBOT_POLICY: 5,
  DECLARATIVE_POLICY_EC2: 10,
}

/** A target of policies, with its ARN and kind. @throws TargetNotFoundException */
export function targetOf(id: string, call: Call) {
  const root = call.of(Root).get(id)
  if (root !== undefined) return { arn: call.arn(Root, root), name: root.name, type: 'ROOT' } as const
  const unit = call.of(Unit).get(id)
  if (unit !== undefined) return { arn: call.arn(Unit, unit), name: unit.name, type: 'ORGANIZATIONAL_UNIT' } as const
  const account = call.of(Account).get(id)
  if (account !== undefined) return { arn: call.arn(Account, account), name: account.name, type: 'ACCOUNT' } as const
  throw call.fault('TargetNotFoundException', 'You specified a target that doesn\'t exist.')
}

export function isEnabled(type: PolicyType, call: Call): boolean {
  return [...call.of(Root).scan()].some(({ policyTypes }) => policyTypes.includes(type))
}

/** A new unit or account begins with the policy that allows everything. Inside a transaction. */
export function attachFullAccess(target: string, call: Call): void {
  if (isEnabled('SERVICE_CONTROL_POLICY', call)) call.of(Attachment).put({ target, policy: fullAccess.id, type: 'SERVICE_CONTROL_POLICY' })
}

export function attachedTo(target: string, type: PolicyType, call: Call): string[] {
  return [...call.of(Attachment).scan({ within: [target] })].filter(each => each.type === type).map(({ policy }) => policy)
}

/** @throws DuplicatePolicyAttachmentException, ConstraintViolationException */
export function attach(target: string, policy: string, type: PolicyType, call: Call): void {
  const present = attachedTo(target, type, call)
  if (present.includes(policy)) {
    throw call.fault('DuplicatePolicyAttachmentException', 'The selected policy is already attached to the specified target.')
  }
  if (present.length >= mostPerTarget[type]) {
    throw call.fault('ConstraintViolationException', 'You have attached the maximum number of policies of this type to the target.',
      { Reason: 'MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED' })
  }
  call.of(Attachment).insert({ target, policy, type })
}

/** @throws PolicyNotAttachedException, ConstraintViolationException */
export function detach(target: string, policy: string, type: PolicyType, call: Call): void {
  const present = attachedTo(target, type, call)
  if (!present.includes(policy)) {
    throw call.fault('PolicyNotAttachedException', 'The policy isn\'t attached to the specified target in the specified root.')
  }
  if (type === 'SERVICE_CONTROL_POLICY' && present.length === 1) {
    throw call.fault('ConstraintViolationException', 'You cannot remove the last service control policy from a target.',
      { Reason: 'MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED' })
  }
  call.of(Attachment).delete(target, policy)
}
