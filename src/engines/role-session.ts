// Sessions of roles that users gave a service to act in: assumed by a real call, kept until shortly before they end. What the session may
// do, and whether the service may have it, the callees judge. Source: "Creating a role to delegate permissions to an AWS service", IAM
// User Guide.

interface Assumed { readonly Credentials?: { readonly AccessKeyId: string, readonly SessionToken: string, readonly Expiration: number } }

/** What is needed of a call. */
export interface RoleCaller<Principal> {
  now(): number
  cache<T>(name: string, make: () => T): T
  to(service: 'sts', target: { readonly sourceArn: string }): {
    AssumeRole(input: { readonly RoleArn: string, readonly RoleSessionName: string }): Promise<Assumed>
  }
  readonly identity: { holderOf(accessKeyId: string, sessionToken: string): Principal | undefined }
}

export interface RoleUse {
  readonly roleArn: string
  readonly sessionName: string
  /** For whom the service acts. */
  readonly sourceArn: string
}

interface Kept<Principal> { readonly principal: Principal, readonly usableUntil: number }

const marginMs = 60_000

/** The principal of a session. @throws Fault the security token service's */
export async function roleSession<Principal>({ roleArn, sessionName, sourceArn }: RoleUse,
  call: RoleCaller<Principal>): Promise<Principal> {
  const sessions = call.cache('role-sessions', () => new Map<string, Kept<Principal>>())
  const name = [roleArn, sessionName, sourceArn].join('\0')
  const kept = sessions.get(name)
  if (kept !== undefined && kept.usableUntil > call.now()) return kept.principal
  const { Credentials: credentials } = await call.to('sts', { sourceArn }).AssumeRole({ RoleArn: roleArn, RoleSessionName: sessionName })
  const principal = credentials && call.identity.holderOf(credentials.AccessKeyId, credentials.SessionToken)
  if (credentials === undefined || principal === undefined) throw new Error(`assert: no usable session of ${roleArn} was given`)
  sessions.set(name, { principal, usableUntil: credentials.Expiration - marginMs })
  return principal
}
