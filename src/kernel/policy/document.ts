// Policy documents: from JSON text to statements compiled for judging, or AWS's words for what is wrong. What a policy must and must not
// say depends on what it is attached to. Whether actions and keys exist is not asked. Pure.
// Source: "Grammar of the IAM JSON policy language", IAM User Guide; texts as IAM and Amazon S3 answer them.

import { arnTemplate } from './comparison.ts'
import { readConditions } from './condition.ts'
import type { Condition } from './condition.ts'
import { compile, piecesOf } from './pattern.ts'
import type { ArnPattern, Pattern } from './pattern.ts'
import { readPrincipal } from './named-principal.ts'
import type { PrincipalNames } from './named-principal.ts'
import { readTokens } from './template.ts'
import type { Template } from './template.ts'

/** What the policy is attached to: an identity (also as boundary, session or organization policy), a resource, or a role as its trust. */
export type PolicyUse = 'identity' | 'resource' | 'trust'

export interface Policy {
  readonly id: string | undefined
  readonly version: string
  readonly statements: readonly Statement[]
}

export interface Statement {
  readonly sid: string | undefined
  readonly effect: 'allow' | 'deny'
  /** Absent in policies of identities. */
  readonly principal: Element<PrincipalNames> | undefined
  readonly action: Element<readonly Pattern[]>
  /** Absent in trust policies. */
  readonly resource: Element<readonly ResourcePattern[]> | undefined
  readonly conditions: readonly Condition[]
}

/** An element or its `Not…` form. */
export interface Element<T> { readonly negated: boolean, readonly of: T }

export interface ResourcePattern {
  /** `*` alone: whatever there is. */
  readonly any: boolean
  readonly arn: Template<ArnPattern>
}

export type ProblemKind =
  | 'json' | 'syntax' | 'version' | 'sid' | 'duplicate-sid' | 'effect' | 'principal' | 'action' | 'resource' | 'condition'

/** What is wrong with a document, in AWS's words; each service has a code of its own for it. */
export interface PolicyProblem { readonly kind: ProblemKind, readonly message: string }

export type ReadPolicy = { readonly policy: Policy } | { readonly problem: PolicyProblem }

class Unreadable extends Error {
  readonly problem: PolicyProblem
  constructor(kind: ProblemKind, message: string) {
    super(message)
    this.problem = { kind, message }
  }
}

/** Reads a policy's text. */
export function readPolicy(text: string, use: PolicyUse): ReadPolicy {
  try {
    return { policy: policyOf(jsonOf(text), use) }
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.problem }
    throw error
  }
}

type Fields = Readonly<Record<string, unknown>>

const versions: ReadonlySet<unknown> = new Set([undefined, '2008-10-17', '2012-10-17'])
const policyFields: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement'])
const statementFields: ReadonlySet<string> = new Set([
  'Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition',
])

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new Unreadable('json', 'This policy contains invalid Json')
    throw error
  }
}

function policyOf(value: unknown, use: PolicyUse): Policy {
  const document = recordOf(value, policyFields)
  const { Version: version, Id: id, Statement: given } = document
  if (!versions.has(version)) throw new Unreadable('version', 'The policy must contain a valid version string')
  if (id !== undefined && typeof id !== 'string') throw syntax()
  if (given === undefined) throw syntax()
  const statements = (Array.isArray(given) ? given as unknown[] : [given])
    .map(statement => statementOf(recordOf(statement, statementFields), use, version === '2012-10-17'))
  const ids = statements.flatMap(({ sid = '' }) => sid === '' ? [] : [sid])
  if (new Set(ids).size < ids.length) throw new Unreadable('duplicate-sid', 'Statement IDs (SID) in a single policy must be unique.')
  return { id, version: version as string | undefined ?? '2008-10-17', statements }
}

function statementOf(fields: Fields, use: PolicyUse, variables: boolean): Statement {
  const { Sid: sid, Effect: effect, Condition: condition = {} } = fields
  if (sid !== undefined && typeof sid !== 'string') throw syntax()
  if (use === 'identity' && sid !== undefined && !/^[0-9A-Za-z]*$/.test(sid)) {
    throw new Unreadable('sid',
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*')
  }
  if (effect === undefined) throw new Unreadable('effect', 'Missing required field Effect')
  if (effect !== 'Allow' && effect !== 'Deny') throw new Unreadable('effect', `Invalid effect: ${String(effect)}`)
  const principal = principalOf(fields, use)
  const action = actionOf(fields)
  const resource = resourceOf(fields, use, variables)
  const conditions = readConditions(condition, variables)
  if (typeof conditions === 'string') throw new Unreadable('condition', conditions)
  return { sid, effect: effect === 'Allow' ? 'allow' : 'deny', principal, action, resource, conditions }
}

function principalOf(fields: Fields, use: PolicyUse): Statement['principal'] {
  const found = element(fields, 'Principal')
  if (use === 'identity') {
    if (found !== undefined) throw new Unreadable('principal', `Has prohibited field ${found.negated ? 'NotPrincipal' : 'Principal'}`)
    return undefined
  }
  if (found === undefined) throw new Unreadable('principal', 'Missing required field Principal')
  const names = readPrincipal(found.of)
  if (typeof names === 'string') throw new Unreadable('principal', names)
  return { negated: found.negated, of: names }
}

function actionOf(fields: Fields): Statement['action'] {
  const found = element(fields, 'Action')
  if (found === undefined) throw new Unreadable('action', 'Policy statement must contain actions.')
  const actions = texts(found.of)
  if (!actions.every(action => action === '*' || /^[\w-]+:[\w*?-]+$/.test(action))) {
    throw new Unreadable('action', 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.')
  }
  return { negated: found.negated, of: actions.map(action => compile(piecesOf(action.toLowerCase()))) }
}

function resourceOf(fields: Fields, use: PolicyUse, variables: boolean): Statement['resource'] {
  const found = element(fields, 'Resource')
  if (use === 'trust') {
    if (found !== undefined) throw new Unreadable('resource', 'Has prohibited field Resource')
    return undefined
  }
  if (found === undefined) throw new Unreadable('resource', 'Policy statement must contain resources.')
  const resources = texts(found.of)
  const stranger = resources.find(resource => !resource.startsWith('*') && !/^arn:/.test(resource))
  if (stranger !== undefined) throw new Unreadable('resource', `Resource ${stranger} must be in ARN format or "*".`)
  return {
    negated: found.negated,
    of: resources.map(resource => ({ any: resource === '*', arn: arnTemplate(readTokens(resource, { variables, wildcards: true })) })),
  }
}

/** The element or its negation; both at once is a mistake. */
function element(fields: Fields, name: string): Element<unknown> | undefined {
  const plain = fields[name]
  const negation = fields[`Not${name}`]
  if (plain !== undefined && negation !== undefined) throw syntax()
  return plain !== undefined ? { negated: false, of: plain } : negation !== undefined ? { negated: true, of: negation } : undefined
}

function texts(value: unknown): readonly string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  if (list.length === 0 || !list.every(each => typeof each === 'string')) throw syntax()
  return list
}

function recordOf(value: unknown, known: ReadonlySet<string>): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw syntax()
  if (!Object.keys(value).every(name => known.has(name))) throw syntax()
  return value as Fields
}

function syntax(): Unreadable {
  return new Unreadable('syntax', 'Syntax errors in policy.')
}
