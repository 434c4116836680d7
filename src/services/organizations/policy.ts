// Policies: their texts, their types, what they are attached to, and what they come to for an account.

import type { Organizations } from '../../../generated/aws/organizations.ts'
import type { Call } from '../../kernel/service.ts'
import { attach, attachedTo, attachFullAccess, detach, isEnabled, targetOf } from './attachment.ts'
import { managed, overseen } from './membership.ts'
import { effective, flawOf } from './policy-text.ts'
import { Account, Attachment, Policy, Root, Unit } from './structure.ts'
import type { PolicyType } from './structure.ts'
import { describedRoot, lineTo } from './unit.ts'

function summary(policy: Policy, call: Call) {
  const arn = policy.awsManaged ? call.arn(Policy, { ...policy, type: 'service_control_policy' as PolicyType }).replace(
    /^(arn:[^:]+:organizations)::\d+:policy\/[^/]+/, '$1::aws:policy')
      : call.arn(Policy, policy).replace(policy.type, policy.type.toLowerCase())
  return { Id: policy.id, Arn: arn, Name: policy.name, Description: policy.description, Type: policy.type, AwsManaged: policy.awsManaged }
}

function described(policy: Policy, call: Call) {
  return { Policy: { PolicySummary: summary(policy, call), Content: policy.content } }
}

function refuseFlaw(type: PolicyType, content: string, call: Call): void {
  if (flawOf(type, content) === undefined) return
  throw call.fault('MalformedPolicyDocumentException',
    'The provided policy document does not meet the requirements of the specified policy type.')
}

function refuseTwin(type: PolicyType, name: string, call: Call): void {
  const twin = [...call.of(Policy).by('type').scan({ within: [type] })].some(policy => policy.name === name)
  if (twin) throw call.fault('DuplicatePolicyException', 'A policy with the same name already exists.')
}

function own(id: string, call: Call): Policy {
  const policy = call.of(Policy).require(id)
  if (!policy.awsManaged) return policy
  throw call.fault('InvalidInputException', 'You can\'t modify a policy that is managed by AWS.', { Reason: 'IMMUTABLE_POLICY' })
}

export const CreatePolicy: Organizations['CreatePolicy'] = (input, call) => {
  const { Content: content, Description: description, Name: name, Type, Tags: tags } = input
  const { id: organization, featureSet } = managed(call)
  const type = Type as PolicyType
  if (featureSet !== 'ALL') {
    throw call.fault('PolicyTypeNotAvailableForOrganizationException',
      'You can\'t use the specified policy type with the feature set of this organization.')
  }
  refuseFlaw(type, content, call)
  refuseTwin(type, name, call)
  const policy = call.of(Policy).insert({
    id: `p-${call.alphanumeric(8).toLowerCase()}`, organization, type, name, description, content, awsManaged: false,
  })
  if (tags !== undefined) call.tags(Policy).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), policy.id)
  return described(policy, call)
}

export const UpdatePolicy: Organizations['UpdatePolicy'] = ({ PolicyId: id, Name: name, Description: description, Content: content },
  call) => {
  managed(call)
  const policy = own(id, call)
  if (content !== undefined) refuseFlaw(policy.type, content, call)
  if (name !== undefined && name !== policy.name) refuseTwin(policy.type, name, call)
  return described(call.of(Policy).put({
    ...policy, name: name ?? policy.name, description: description ?? policy.description, content: content ?? policy.content,
  }), call)
}

export const DeletePolicy: Organizations['DeletePolicy'] = ({ PolicyId: id }, call) => {
  managed(call)
  own(id, call)
  if (call.of(Attachment).by('policy').first({ within: [id] }) !== undefined) {
    throw call.fault('PolicyInUseException',
      'The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts.')
  }
  call.of(Policy).delete(id)
}

export const DescribePolicy: Organizations['DescribePolicy'] = ({ PolicyId: id }, call) => {
  overseen(call)
  return described(call.of(Policy).require(id), call)
}

export const ListPolicies: Organizations['ListPolicies'] = function* ({ Filter: type }, call) {
  overseen(call)
  for (const policy of call.of(Policy).by('type').scan({ within: [type] })) yield summary(policy, call)
}

export const AttachPolicy: Organizations['AttachPolicy'] = ({ PolicyId: id, TargetId: target }, call) => {
  managed(call)
  const { type } = call.of(Policy).require(id)
  targetOf(target, call)
  if (!isEnabled(type, call)) {
    throw call.fault('PolicyTypeNotEnabledException', 'This operation can be performed only for enabled policy types.')
  }
  attach(target, id, type, call)
}

export const DetachPolicy: Organizations['DetachPolicy'] = ({ PolicyId: id, TargetId: target }, call) => {
  managed(call)
  const { type } = call.of(Policy).require(id)
  targetOf(target, call)
  detach(target, id, type, call)
}

export const ListPoliciesForTarget: Organizations['ListPoliciesForTarget'] = function* ({ TargetId: target, Filter: type }, call) {
  overseen(call)
  targetOf(target, call)
  for (const id of attachedTo(target, type as PolicyType, call)) yield summary(call.of(Policy).require(id), call)
}

export const ListTargetsForPolicy: Organizations['ListTargetsForPolicy'] = function* ({ PolicyId: id }, call) {
  overseen(call)
  call.of(Policy).require(id)
  for (const { target } of call.of(Attachment).by('policy').scan({ within: [id] })) {
    const { arn, name, type } = targetOf(target, call)
    yield { TargetId: target, Arn: arn, Name: name, Type: type }
  }
}

export const EnablePolicyType: Organizations['EnablePolicyType'] = ({ RootId: id, PolicyType: given }, call) => {
  const { featureSet } = managed(call)
  const type = given as PolicyType
  const root = call.of(Root).require(id)
  if (featureSet !== 'ALL') {
    throw call.fault('PolicyTypeNotAvailableForOrganizationException',
      'You can\'t use the specified policy type with the feature set of this organization.')
  }
  if (root.policyTypes.includes(type)) throw call.fault('PolicyTypeAlreadyEnabledException',
    'The specified policy type is already enabled.')
  const changed = call.of(Root).put({ ...root, policyTypes: [...root.policyTypes, type] })
  if (type === 'SERVICE_CONTROL_POLICY') {
    for (const target of [id, ...[...call.of(Unit).scan(), ...call.of(Account).scan()].map(each => each.id)]) attachFullAccess(target, call)
  }
  return { Root: describedRoot(changed, call) }
}

export const DisablePolicyType: Organizations['DisablePolicyType'] = ({ RootId: id, PolicyType: type }, call) => {
  managed(call)
  const root = call.of(Root).require(id)
  if (!root.policyTypes.includes(type as PolicyType)) {
    throw call.fault('PolicyTypeNotEnabledException', 'The specified policy type isn\'t currently enabled in this root.')
  }
  // "DisablePolicyType", Organizations API Reference: policies of the type are detached from everything.
  for (const each of call.of(Attachment).scan()) if (each.type === type) call.of(Attachment).delete(each.target, each.policy)
  return { Root: describedRoot(call.of(Root).put({ ...root, policyTypes: root.policyTypes.filter(each => each !== type) }), call) }
}

export const DescribeEffectivePolicy: Organizations['DescribeEffectivePolicy'] = ({ PolicyType: given, TargetId: id }, call) => {
  const target = id ?? call.principal.account
  if (target !== call.principal.account) overseen(call)
  targetOf(target, call)
  const type = given as PolicyType
  const texts = lineTo(target, call).flatMap(each => attachedTo(each, type, call)).map(policy => call.of(Policy).require(policy).content)
  if (texts.length === 0) {
    throw call.fault('EffectivePolicyNotFoundException', `There is no effective policy of type ${type} for the target.`)
  }
  return { EffectivePolicy: { PolicyContent: effective(texts), LastUpdatedTimestamp: call.now(), TargetId: target, PolicyType: given } }
}
