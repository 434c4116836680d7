// Policies of an organization as texts: which types there are, what a text of each must be, and the one that every organization has.

import { readPolicy } from '../../kernel/service.ts'
import type { Policy, PolicyType } from './structure.ts'

/** "Quotas for AWS Organizations", User Guide: the largest text of a type, in characters. */
const longest: Readonly<Record<PolicyType, number>> = {
  SERVICE_CONTROL_POLICY: 10_240, RESOURCE_CONTROL_POLICY: 5120, TAG_POLICY: 10_000, BACKUP_POLICY: 10_000, AISERVICES_OPT_OUT_POLICY: 2500,
  CHATBOT_POLICY: 10_000, DECLARATIVE_POLICY_EC2: 10_000,
}

export const policyTypes = Object.keys(longest) as readonly PolicyType[]

/** The members under which a policy of a management type says what it says. */
const topMembers: Readonly<Partial<Record<PolicyType, string>>> = {
  TAG_POLICY: 'tags', BACKUP_POLICY: 'plans', AISERVICES_OPT_OUT_POLICY: 'services', CHATBOT_POLICY: 'chatbots',
  DECLARATIVE_POLICY_EC2: 'ec2_attributes',
}

/** The managed policy that allows everything; it is attached wherever service control policies begin to hold. */
export const fullAccess: Omit<Policy, 'organization'> = {
  id: 'p-FullAWSAccess', type: 'SERVICE_CONTROL_POLICY', name: 'FullAWSAccess', description: 'Allows access to every operation',
  content: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}', awsManaged: true,
}

/** What is wrong with a policy's text; undefined where it can be kept. */
export function flawOf(type: PolicyType, content: string): string | undefined {
  const limit = longest[type]
  if (content.length > limit) return `The policy is longer than ${limit} characters.`
  const top = topMembers[type]
  if (top === undefined) {
    const read = readPolicy(content, type === 'RESOURCE_CONTROL_POLICY' ? 'resource' : 'identity')
    return 'problem' in read ? read.problem.message : undefined
  }
  const value = parsed(content)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'The policy is no JSON object.'
  return top in value ? undefined : `The policy has no member '${top}'.`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return undefined
  }
}

type Json = { readonly [name: string]: unknown }

/**
 * One effective policy out of those on the way from the root to a target: values under `@@assign` of a nearer one replace those of a
 * farther one, `@@append` adds, `@@remove` takes away ("Understanding policy inheritance", Organizations User Guide). An ancestor's
 * `@@operators_allowed_for_child_policies` of `@@none` keeps its values.
 */
export function effective(texts: readonly string[]): string {
  return JSON.stringify(texts.map(text => JSON.parse(text) as Json).reduce<Json>((held, next) => inherited(held, next), {}))
}

const allowed = '@@operators_allowed_for_child_policies'

function inherited(parent: Json, child: Json): Json {
  const operators = parent[allowed]
  if (Array.isArray(operators) && operators.includes('@@none')) return parent
  const merged: Record<string, unknown> = { ...parent }
  for (const [name, value] of Object.entries(child)) {
    const before = merged[name]
    merged[name] = isObject(value) ? changed(before, value) : value
  }
  return merged
}

function changed(before: unknown, value: Json): unknown {
  if ('@@assign' in value) return value['@@assign']
  const list = Array.isArray(before) ? before as unknown[] : []
  if ('@@append' in value) return [...new Set([...list, ...value['@@append'] as unknown[]])]
  if ('@@remove' in value) return list.filter(each => !(value['@@remove'] as unknown[]).includes(each))
  return inherited(isObject(before) ? before : {}, value)
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
