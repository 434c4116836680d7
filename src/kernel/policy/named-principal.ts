// The Principal element: whom a statement speaks of, and how directly it names a caller. That decides which other policies still count:
// permissions given to a session or a user by its own ARN are nobody's to narrow, those given to a role are narrowed by its boundary and
// the session's policies, those given to an account are for the account to pass on. Pure.
// Source: "AWS JSON policy elements: Principal" and "Policy evaluation logic: resource-based policies", IAM User Guide.

import type { Principal } from '../identity/principal.ts'

/** `direct`: by its own ARN; `limited`: as a role's session, or with everyone; `delegated`: with its account. */
export type Reach = 'direct' | 'limited' | 'delegated'

/** Names by their kind: `AWS`, `Service`, `Federated`, `CanonicalUser`. */
export type PrincipalNames = Readonly<Record<string, readonly string[]>>

const kinds: ReadonlySet<string> = new Set(['AWS', 'Service', 'Federated', 'CanonicalUser'])
const identityArn = /^arn:[\w-]+:iam::\d{12}:(?:user|role)\/[^*?]+$/
const sessionArn = /^arn:[\w-]+:sts::\d{12}:(?:assumed-role\/[^/*?]+|federated-user)\/[^*?]+$/
const accountName = /^(\d{12})$|^arn:[\w-]+:iam::(\d{12}):root$/
const uniqueId = /^A[A-Z]{3}[A-Z0-9]{12,}$/

/** @returns the names, or the words for what is wrong with them */
export function readPrincipal(value: unknown): PrincipalNames | string {
  if (value === '*') return { AWS: ['*'] }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'Invalid principal in policy'
  const names: Record<string, readonly string[]> = {}
  for (const [kind, given] of Object.entries(value)) {
    const list: unknown[] = Array.isArray(given) ? given : [given]
    if (!kinds.has(kind)) return `Invalid principal in policy: "${kind}"`
    const bad = list.find(name => typeof name !== 'string' || name === '' || (kind === 'AWS' && !isName(name)))
    if (bad !== undefined) return `Invalid principal in policy: "${kind}":"${String(bad)}"`
    names[kind] = list as string[]
  }
  return Object.keys(names).length === 0 ? 'Missing required field Principal cannot be empty!' : names
}

function isName(name: string): boolean {
  return name === '*' || [accountName, identityArn, sessionArn, uniqueId].some(form => form.test(name))
}

/** How the names speak of a principal; undefined where they do not. @param canonicalId of its account, where the service knows such */
export function reachOf(names: PrincipalNames, principal: Principal, canonicalId?: string): Reach | undefined {
  const { service, federatedBy } = principal
  if (service !== undefined && names['Service']?.includes(service)) return 'direct'
  if (federatedBy !== undefined && names['Federated']?.includes(federatedBy)) return 'direct'
  let widest: Reach | undefined
  for (const name of names['AWS'] ?? []) {
    const reach = reachOfName(name, principal)
    if (reach === 'direct') return reach
    if (reach === 'limited' || widest === undefined) widest = reach ?? widest
  }
  if (widest === undefined && canonicalId !== undefined && names['CanonicalUser']?.includes(canonicalId)) return 'delegated'
  return widest
}

function reachOfName(name: string, { kind, account, arn, userId, issuerArn }: Principal): Reach | undefined {
  if (name === '*') return 'limited'
  if (account === '') return undefined
  if (kind !== 'root' && (name === arn || name === userId)) return 'direct'
  if (name === issuerArn || userId.startsWith(`${name}:`) && uniqueId.test(name)) return 'limited'
  const [, digits, ofRoot] = accountName.exec(name) ?? []
  return (digits ?? ofRoot) === account ? 'delegated' : undefined
}
