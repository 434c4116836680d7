// Whether a caller may make a call. Who says nothing of himself is turned away before anything of the request is read, unless a policy of
// the resource may admit everyone. The root of an account may do everything in it, unless policies bind its session; services are trusted;
// everyone else is judged by the policies of the identity, its boundary, the session and the resource. What an organization sets above
// accounts binds all who are in them, roots too. Who wants to become a role, a service too, must be trusted by it.

import type { Values } from '../wire/protocol.ts'
import { denialPurpose } from './identity-face.ts'
import type { RunningCall } from './call.ts'
import type { Core } from './core.ts'
import { Fault } from './fault.ts'
import type { Principal } from './identity/principal.ts'
import { familyOf, missing, refusalFault } from './identity/refusal.ts'
import type { Family } from './identity/refusal.ts'
import { Controls } from './policy/controls.ts'
import { decide } from './policy/decide.ts'
import type { PolicySets } from './policy/decide.ts'
import { denialFault, denialText } from './policy/denial.ts'
import type { Denial } from './policy/denial.ts'
import { readPolicy } from './policy/document.ts'
import { Identities } from './policy/identities.ts'
import type { Policy } from './policy/document.ts'
import { questionOf } from './policy/question.ts'
import type { Question } from './policy/evaluate.ts'
import { PolicyShelf } from './policy/shelf.ts'
import type { TagSet } from './resource/tags.ts'
import type { BoundOperation, LoadedService } from './services.ts'

/** @throws Fault `MissingAuthenticationToken` in the words of the service's family */
export function admit(
  core: Core, { declaration }: LoadedService, bound: BoundOperation, principal: Principal, family: Family, region = '',
): void {
  for (const part of core.parts.values()) {
    const barred = principal.account === '' ? undefined : part.bars?.(principal.account, declaration.id, region)
    if (barred !== undefined) throw new Fault(family === 'json' ? 'AccessDeniedException' : 'AccessDenied', barred, 403)
  }
  if (principal.kind !== 'anonymous' && principal.kind !== 'bearer') return
  if (core.settings.iam === 'off' || bound.model.anonymous || declaration.admitsAnonymous) return
  throw refusalFault(missing(), family)
}

/** @throws Fault AWS's denial, unless the settings only want it noted */
export function authorise(core: Core, call: RunningCall, input: Values): void {
  const { principal } = call
  const { declaration } = call.service
  if (core.settings.iam === 'off') return
  const trust = declaration.trust?.(call.operation, input as never, call)
  if (isFree(call, trust !== undefined)) return
  const organization = organizationOf(core, call)
  if (principal.kind === 'root' && principal.account === call.account && principal.sessionPolicies === undefined) {
    if (organization !== undefined) judge(core, call, input, { sets: { identity: [everything], organization }, sameAccount: true })
    return
  }
  const shelf = shelfOf(call)
  const own = ownOf(core, principal, shelf)
  // A service that admits the anonymous judges its resources' policies itself; what is left to judge here is the caller's own side, which
  // in its own account a resource's policy may stand in for.
  const judgesItself = declaration.admitsAnonymous === true
  const isRead = trust === undefined && (!judgesItself || (own !== undefined && principal.account === call.account))
  const text = isRead ? declaration.resourcePolicy?.(call.operation, input as never, call) : undefined
  const sameAccount = principal.account === call.account || judgesItself
  const session = sessionOf(core, principal, shelf)
  const isUnbound = session === undefined && text === undefined && trust === undefined && organization === undefined
  if (sameAccount && own === undefined && isUnbound) return
  const resource = text === undefined ? undefined : shelf.policy(text, 'resource')
  const { identity = [everything], boundary, tags } = own ?? {}
  const ofCaller = { identity, ...(boundary && { boundary }), ...(session && { session }), ...(organization && { organization }) }
  const judged = tags === undefined ? {} : { principal: tagged(principal, tags) }
  judge(core, call, input, {
    sets: {
      ...ofCaller, resource: resource === undefined ? [] : [resource],
      ...(trust !== undefined && { trust: [shelf.policy(trust, 'trust')].filter(policy => policy !== undefined) }),
    },
    sameAccount, isPrivate: resource === undefined, ...judged,
  })
  if (own !== undefined) judgePassing(core, call, input, { sets: ofCaller, sameAccount: true, ...judged })
}

/** Who hands a role to a service must be allowed to ("Grant a user permissions to pass a role to an AWS service", IAM User Guide). */
function judgePassing(core: Core, call: RunningCall, input: Values, judged: Judged): void {
  const { id, passes } = call.service.declaration
  for (const role of passes?.(call.operation, input as never) ?? []) {
    const conditions = { 'iam:passedtoservice': [`${id}.amazonaws.com`] }
    ask(core, call, questionOf(call, { ...judged, action: 'iam:PassRole', resource: role, conditions }), judged)
  }
}

interface Judged {
  readonly sets: PolicySets
  readonly sameAccount: boolean
  /** Whether no policy of the resource speaks. */
  readonly isPrivate?: boolean
  /** The caller with what its identity lends it. */
  readonly principal?: Principal
}

/** @throws Fault AWS's denial by these policies, unless the settings only want it noted */
function judge(core: Core, call: RunningCall, input: Values, judged: Judged): void {
  for (const question of questionsFor(call, input, judged.principal)) ask(core, call, question, judged)
}

function ask(core: Core, call: RunningCall, question: Question, { sets, sameAccount, isPrivate = false }: Judged): void {
  const decision = decide(sets, question, { sameAccount })
  if (decision.allowed) return
  if (core.settings.iam === 'enforce') throw faultOf(core, call, decision, question, isPrivate)
  core.settings.log(`${call.requestId}: would be denied: ${denialText(decision, question)}`)
}

/** What a caller brings of its own. */
interface Own { readonly identity: readonly Policy[], readonly boundary?: readonly Policy[], readonly tags?: TagSet }

/**
 * The policies of the user or role behind a caller; undefined for one that is taken to have all permissions: a root, and one of an
 * account that has never kept any of its kind. An identity that is no more may do nothing.
 */
function ownOf({ store }: Core, { kind, account, arn, issuerArn = arn }: Principal, shelf: PolicyShelf): Own | undefined {
  if (account === '' || kind === 'root' || issuerArn.endsWith(':root')) return undefined
  const identities = new Identities(store, account)
  const standing = identities.of(issuerArn)
  if (standing === undefined) return identities.keeps(kind === 'assumed-role' ? 'roles' : 'identities') ? { identity: [] } : undefined
  const read = (texts: readonly string[]) => texts.map(text => shelf.policy(text, 'identity')).filter(policy => policy !== undefined)
  const { boundary, tags } = standing
  return {
    identity: read(identities.textsOf(standing)),
    ...(boundary !== undefined && { boundary: read([identities.document(boundary) ?? '']) }),
    ...(tags !== undefined && { tags }),
  }
}

/** Tags of the session come before those of its role ("Pass session tags in AWS STS", IAM User Guide). */
function tagged(principal: Principal, tags: TagSet): Principal {
  return { ...principal, sessionTags: { ...tags, ...principal.sessionTags } }
}

/**
 * What organizations set above the caller's account, and above that of the resource where the service heeds it; undefined where nothing
 * is. Service-linked roles are not bound ("SCP effects on permissions", Organizations User Guide).
 */
function organizationOf({ store }: Core, call: RunningCall): PolicySets['organization'] {
  const { principal: { account, arn }, partition } = call
  if (/:assumed-role\/AWSServiceRoleFor/.test(arn)) return undefined
  const controls = new Controls(store, partition)
  const scp = account === '' ? undefined : controls.of(account)?.service
  const rcp = call.service.declaration.resourceControls === true ? controls.of(call.account)?.resource : undefined
  if (scp === undefined && rcp === undefined) return undefined
  const shelf = shelfOf(call)
  const read = (levels: readonly (readonly string[])[] | undefined, use: 'identity' | 'resource') =>
    (levels ?? []).map(texts => texts.map(text => shelf.policy(text, use)).filter(policy => policy !== undefined))
  return { scp: read(scp, 'identity'), rcp: read(rcp, 'resource') }
}

function shelfOf(call: RunningCall): PolicyShelf {
  return call.cache('policies', () => new PolicyShelf())
}

/** Whom and what policies do not bind: services in their own name, bearers of tokens that the service judges, and free operations. */
function isFree({ principal: { kind }, operation, bound, service: { declaration } }: RunningCall, mustBeTrusted: boolean): boolean {
  return (kind === 'service' && !mustBeTrusted) || kind === 'bearer' || bound?.model.anonymous === true
    || declaration.needsNoPermission?.includes(operation) === true
    || (kind === 'anonymous' && declaration.admitsAnonymous === true)
}

/** One for each resource that is meant. */
function questionsFor(call: RunningCall, input: Values, principal: Principal = call.principal): readonly Question[] {
  const { operation, bound, service: { declaration, model } } = call
  const action = `${declaration.iamPrefix ?? model.signingName}:${declaration.iamAction?.(operation) ?? operation}`
  const conditions = declaration.conditions?.(operation, input as never, call)
  const asked = { principal, action, input, ...(conditions !== undefined && { conditions }) }
  const { meant } = bound ?? {}
  if (meant === undefined && declaration.target === undefined) return [questionOf(call, { ...asked, resource: undefined })]
  const target = (meant === undefined ? declaration.target!(operation, input as never, call) : meant(input, call)) ?? []
  const targets = typeof target === 'string' ? [target] : target
  return (targets.length === 0 ? ['*'] : targets).map(resource => questionOf(call, { ...asked, resource }))
}

function faultOf({ sealer }: Core, call: RunningCall, denial: Denial, question: Question, isPrivate: boolean): Fault {
  const { service: { model, declaration: { denialCode } }, origin } = call
  const { family = familyOf(model.protocols[0]!, model.unwrappedXmlErrors === true) } = origin
  if (call.principal.kind === 'anonymous' && isPrivate) return refusalFault(missing(), family)
  const seal = (message: string) => sealer.seal(denialPurpose, message)
  return denialFault(denial, question, { family, queryCompatible: model.queryCompatible === true, seal,
    ...(denialCode !== undefined && { code: denialCode }) })
}

/** The managed policy `AdministratorAccess`, word for word. */
const everything: Policy = allPermissions()

function allPermissions(): Policy {
  const read = readPolicy('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}', 'identity')
  if ('problem' in read) throw new Error(`assert: ${read.problem.message}`)
  return read.policy
}

/**
 * The policies that bound a session; undefined where none were passed. For want of managed ones that nobody keeps it is not held to have
 * too little, only to what other documents deny. A federated user without any may do nothing by itself (GetFederationToken, STS API
 * Reference).
 */
function sessionOf(
  { store }: Core, { kind, account, sessionPolicies, sessionPolicyArns = [] }: Principal, shelf: PolicyShelf,
): readonly Policy[] | undefined {
  if (sessionPolicies === undefined && sessionPolicyArns.length === 0) return kind === 'federated-user' ? [] : undefined
  const identities = new Identities(store, account)
  const texts = [...sessionPolicies ?? [], ...sessionPolicyArns.map(arn => identities.document(arn))]
  return texts.map(text => text === undefined ? everything : shelf.policy(text, 'identity')).filter(policy => policy !== undefined)
}
