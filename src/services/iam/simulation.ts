// Policies tried out without a request: the same judgement as calls get, over the keys that the caller makes up.
// Source: SimulateCustomPolicy and SimulatePrincipalPolicy, IAM API Reference; "IAM policy testing with the IAM policy simulator".

import type { ContextEntry, EvaluationResult, Iam, Statement as ShownStatement } from '../../../generated/aws/iam.ts'
import { decide, evaluate, parseArn, readPolicy, rootPrincipal, userPrincipal } from '../../kernel/service.ts'
import type { Call, Policy, PolicyUse, Principal, Question } from '../../kernel/service.ts'
import { found } from './name.ts'
import { boundaryText, identityOf, sourcesOf } from './source.ts'
import type { Source } from './source.ts'
import { statementSpan } from './statement-span.ts'
import { nameOf, pathOf } from './path-name.ts'
import { User } from './structure.ts'

/** What both ways of simulating share. */
interface Asked {
  readonly ActionNames: readonly string[]
  readonly ResourceArns?: readonly string[]
  readonly ResourcePolicy?: string
  readonly ResourceOwner?: string
  readonly CallerArn?: string
  readonly ContextEntries?: readonly ContextEntry[]
}

interface Tried {
  readonly sources: readonly Source[]
  readonly boundaries: readonly string[] | undefined
  /** Service control policies, level by level. */
  readonly levels: readonly (readonly string[])[]
  readonly principal: Principal
}

export const SimulateCustomPolicy: Iam['SimulateCustomPolicy'] = function* (input, call) {
  const { PolicyInputList, PermissionsBoundaryPolicyInputList: boundaries, OrderedOrganizationPolicyInputList: levels = [] } = input
  if (input.ResourcePolicy !== undefined && input.CallerArn === undefined) {
    throw call.fault('InvalidInputException', 'CallerArn is required when ResourcePolicy is specified.')
  }
  yield* results(input, {
    sources: PolicyInputList.map((document, at) => ({ name: `PolicyInputList.${at + 1}`, type: 'none', document })), boundaries,
    levels: levels.map(({ ServiceControlPolicyInputList: texts = [] }) => texts), principal: callerOf(input.CallerArn, call),
  }, call)
}

export const SimulatePrincipalPolicy: Iam['SimulatePrincipalPolicy'] = function* (input, call) {
  const { PolicySourceArn: arn, PolicyInputList: added = [], PermissionsBoundaryPolicyInputList: given,
    PolicyExclusionList: left = [] } = input
  const holder = identityOf(arn, call)
  const excluded = new Set(left.flatMap(({ PolicyArn, InlinePolicyIdentifier }) => [PolicyArn, InlinePolicyIdentifier?.PolicyName]))
  const bounds = boundaryText(holder, call)
  const above = call.controls.of(call.account)?.service ?? []
  yield* results(input, {
    sources: [
      ...sourcesOf(holder, call).filter(({ arn: own, name }) => !excluded.has(own) && ![...excluded].some(each => each !== undefined
        && name.endsWith(`_${each}`))),
      ...added.map((document, at): Source => ({ name: `PolicyInputList.${at + 1}`, type: 'none', document })),
    ],
    boundaries: given ?? (bounds === undefined ? undefined : [bounds]), levels: above,
    principal: callerOf(input.CallerArn ?? (holder.kind === 'user' ? arn : undefined), call),
  }, call)
}

/** The principal that conditions and resources' policies see. @throws InvalidInput for what is no user */
function callerOf(arn: string | undefined, call: Call): Principal {
  const { partition } = call
  if (arn === undefined) return { ...rootPrincipal({ account: call.account, partition }), kind: 'user', arn: '' }
  const { account = '', resource = '' } = parseArn(arn) ?? {}
  const [, path = '/', name] = /^user(\/(?:.+\/)?)([^/]+)$/.exec(resource) ?? []
  if (name === undefined) throw call.fault('InvalidInputException', `CallerArn must be the ARN of a user: ${arn}`)
  const user = account === call.account ? found(User, name, call) : undefined
  return user === undefined ? userPrincipal({ account, partition, path, name, id: '' })
    : userPrincipal({ account, partition, path: pathOf(user), name: nameOf(user), id: user.id })
}

function* results(asked: Asked, tried: Tried, call: Call): Generator<EvaluationResult> {
  const { ActionNames: actions, ResourceArns: resources = ['*'], ResourcePolicy: resourceText } = asked
  const read = (text: string, use: PolicyUse = 'identity') => readable(text, use, call)
  const identity = tried.sources.map(source => ({ source, policy: read(source.document) }))
  const boundary = tried.boundaries?.map(text => read(text))
  const scp = tried.levels.map(texts => texts.map(text => read(text)))
  const resourcePolicies = resourceText === undefined ? [] : [read(resourceText, 'resource')]
  const owner = parseArn(asked.ResourceOwner ?? '')?.account ?? tried.principal.account
  const given = new Map((asked.ContextEntries ?? []).map(({ ContextKeyName: name = '', ContextKeyValues: values = [] }) =>
    [name.toLowerCase(), values]))
  for (const action of actions) {
    if (!/^[\w-]+:[\w*?-]+$/.test(action)) throw call.fault('InvalidInputException', `Invalid Action: ${action}`)
    for (const resource of resources) {
      const missing = new Set<string>()
      const question: Question = { principal: tried.principal, action, resource, conditions: lookup(given, tried.principal, missing) }
      const sets = { identity: identity.map(({ policy }) => policy), resource: resourcePolicies, ...(boundary && { boundary }),
        ...(scp.length > 0 && { organization: { scp } }) }
      const decision = decide(sets, question, { sameAccount: owner === tried.principal.account })
      yield {
        EvalActionName: action, EvalResourceName: resource,
        EvalDecision: decision.allowed ? 'allowed' : decision.explicit ? 'explicitDeny' : 'implicitDeny',
        MatchedStatements: identity.flatMap(({ source, policy }) => matched(source, policy, question)),
        MissingContextValues: [...missing],
        ...(boundary && { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: allows(boundary, question) } }),
        ...(scp.length > 0 && { OrganizationsDecisionDetail: { AllowedByOrganizations: scp.every(level => allows(level, question)) } }),
      }
    }
  }
}

function allows(policies: readonly Policy[], question: Question): boolean {
  return evaluate(policies, question).verdict === 'allow'
}

function readable(text: string, use: PolicyUse, call: Call): Policy {
  const read = readPolicy(text, use)
  if ('problem' in read) throw call.fault('InvalidInputException', `Invalid policy: ${read.problem.message}`)
  return read.policy
}

/** Keys that are given; of the principal's, those that follow from who it is. What else a policy asks for is missing. */
function lookup(given: ReadonlyMap<string, readonly string[]>, { arn, userId, account }: Principal,
  missing: Set<string>): Question['conditions'] {
  const own: Readonly<Record<string, string>> = arn === '' ? {} : {
    'aws:principalarn': arn, 'aws:userid': userId, 'aws:principalaccount': account, 'aws:username': arn.slice(arn.lastIndexOf('/') + 1),
    'aws:principaltype': 'User',
  }
  return key => {
    const values = given.get(key) ?? (own[key] === undefined || own[key] === '' ? undefined : [own[key]])
    if (values === undefined) missing.add(key)
    return values
  }
}

/** The statement of a policy that decides, alone of its kind. */
function matched(source: Source, policy: Policy, question: Question): ShownStatement[] {
  const { statement } = evaluate([policy], question)
  if (statement === undefined) return []
  const { from, to } = statementSpan(source.document, policy.statements.indexOf(statement))
  return [{ SourcePolicyId: source.name, SourcePolicyType: source.type, StartPosition: from, EndPosition: to }]
}
