// Who may call what: principals of every kind against a small service, with and without policies, and how a denial is told.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import { prepare } from './answer.ts'
import { admit } from './authorise.ts'
import { denialPurpose } from './identity-face.ts'
import type { CallOrigin } from './call.ts'
import type { Core } from './core.ts'
import { Fault } from './fault.ts'
import { bearerPrincipal } from './identity/principal.ts'
import type { Principal } from './identity/principal.ts'
import { Identities } from './policy/identities.ts'
import type { Standing } from './policy/identities.ts'
import { abroad, home, principals } from './policy/questions.fixture.ts'
import { Book, library, sampleCloud } from './sample.fixture.ts'
import type { ServiceDeclaration } from './service.ts'
import type { Settings } from './settings.ts'

const { root, user, role, federated, stranger, strangeUser, service, anonymous } = principals
const bookArn = `arn:aws:library:us-east-1:${home}:book/faust`

interface Naming { readonly Name?: string }

/** The library, which knows what is meant; books are the account's where nothing else is said. */
const guarded: ServiceDeclaration = {
  ...library,
  locate: () => ({ account: home }),
  target: (_operation, { Name: name }: Naming, call) => name === undefined ? undefined : Book.arnOf(call, { name }),
}

const withPolicy = (...statements: object[]): ServiceDeclaration => ({
  ...guarded, resourcePolicy: () => JSON.stringify({ Version: '2012-10-17', Statement: statements }),
})

const allow = { Effect: 'Allow', Action: '*', Resource: '*' }
const session = (...statements: object[]): Principal => ({
  ...role, sessionPolicies: [JSON.stringify({ Version: '2012-10-17', Statement: statements })],
})

interface Attempt {
  readonly core: Core
  /** Nothing where the call may go on, else the fault. */
  readonly fault: Fault | undefined
  readonly logged: readonly string[]
}

interface Attempted {
  readonly declaration?: ServiceDeclaration
  readonly operation?: string
  readonly input?: object
  readonly settings?: Partial<Settings>
  readonly origin?: Partial<CallOrigin>
  /** What is kept of identities of the home account, by ARN. */
  readonly standings?: Readonly<Record<string, Standing>>
  readonly documents?: Readonly<Record<string, string>>
}

async function attempt(t: TestContext, principal: Principal, attempted: Attempted = {}): Promise<Attempt> {
  const {
    declaration = guarded, operation = 'GetBook', input = { Name: 'faust' }, settings = {}, origin: more = {}, standings = {},
      documents = {},
  } = attempted
  const { cloud: { core }, logged } = await sampleCloud(t, { declaration, ...settings })
  const loaded = (await core.services.load('library'))!
  core.store.transact(() => {
    const identities = new Identities(core.store, home)
    for (const [arn, standing] of Object.entries(standings)) identities.set(arn, standing)
    for (const [arn, text] of Object.entries(documents)) identities.setDocument(arn, text)
  })
  const origin: CallOrigin = {
    principal, account: principal.account === '' ? home : principal.account, region: 'us-east-1', partition: 'aws', requestId: 'r',
    endpoint: 'http://localhost', sourceAddress: '127.0.0.1', userAgent: '', ...more,
  }
  try {
    prepare(core, loaded, loaded.operation(operation)!, input as never, origin, () => Promise.reject(new Error('calls nobody')))
    return { core, fault: undefined, logged }
  } catch (error) {
    assert.ok(error instanceof Fault)
    return { core, fault: error, logged }
  }
}

type Row = [name: string, principal: Principal, attempted: Attempted, reason: string | undefined]

const denies = { Effect: 'Deny', Action: '*', Resource: '*' }
const noPolicy = 'because no resource-based policy allows the library:GetBook action'
const noSession = 'because no session policy allows the library:GetBook action'

describe('a caller', () => {
  const rows: Row[] = [
    ['is the root of the account', root, {}, undefined],
    ['is the root, whatever the policy', root, { declaration: withPolicy({ ...denies, Principal: '*' }) }, undefined],
    ['is a user', user, {}, undefined], ['is a role', role, {}, undefined], ['is a service', service, {}, undefined],
    ['is a bearer of a token', bearerPrincipal('x'), {}, undefined],
    ['is denied by the resource', user, { declaration: withPolicy({ ...denies, Principal: '*' }) },
      'with an explicit deny in a resource-based policy'],
    ['is not meant by the resource', user, { declaration: withPolicy({ ...denies, Principal: { AWS: abroad } }) }, undefined],
    ['is of another account', stranger, {}, noPolicy], ['is a user of another account', strangeUser, {}, noPolicy],
    ['is of an account that the resource names', stranger, { declaration: withPolicy({ ...allow, Principal: { AWS: abroad } }) },
      undefined],
    ['meets a policy that nobody can read', stranger, { declaration: { ...guarded, resourcePolicy: () => '{' } }, noPolicy],
    ['meets a service that judges its policies itself', stranger, { declaration: { ...guarded, admitsAnonymous: true } }, undefined],
    ['has a session that allows it', session({ ...allow, Action: 'library:Get*', Resource: bookArn }), {}, undefined],
    ['has a session of another action', session({ ...allow, Action: 'library:List*' }), {}, noSession],
    ['has a session of another resource', session({ ...allow, Resource: `${bookArn}2` }), {}, noSession],
    ['has a session that denies', session(allow, { ...denies, Action: 'library:GetBook' }), {},
      'with an explicit deny in a session policy'],
    ['has a session where the service names no resource', session({ ...allow, Resource: `${bookArn}2` }), { declaration: library },
      undefined],
    ['has a session, and the service judges its policies itself', session(), { declaration: { ...guarded, admitsAnonymous: true } },
      noSession],
    ['means two resources, and the session allows both', session(allow),
      { declaration: { ...guarded, target: () => [bookArn, 'x'] } }, undefined],
    ['means two resources, and the session allows one', session({ ...allow, Resource: 'arn:aws:library:*:*:book/iliad' }),
      { declaration: { ...guarded, target: () => ['arn:aws:library:us-east-1:1:book/iliad', bookArn] } }, noSession],
    ['has a session for a free operation', session(), { declaration: { ...guarded, needsNoPermission: ['GetBook'] } }, undefined],
    ['has a session for an operation of everyone', session(), { operation: 'OpenDoors', input: {} }, undefined],
    ['has a session of another prefix', session({ ...allow, Action: 'books:Read' }),
      { declaration: { ...guarded, iamPrefix: 'books', iamAction: () => 'Read' } }, undefined],
    ['has a session of managed policies', { ...role, sessionPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }, {}, undefined],
    ['has a session of managed policies and a denial', { ...session(denies), sessionPolicyArns: ['arn:aws:iam::aws:policy/X'] }, {},
      'with an explicit deny in a session policy'],
    ['is a federated user without policies', federated, {}, noSession],
    ['is a federated user whom the resource names', federated,
      { declaration: withPolicy({ ...allow, Principal: { AWS: federated.arn } }) }, undefined],
    ['is judged by tags of the request', session({ ...allow, Condition: { StringEquals: { 'aws:RequestTag/Shelf': 'A' } } }),
      { operation: 'CreateBook', input: { Name: 'faust', Tags: [{ Key: 'Shelf', Value: 'A' }] } }, undefined],
    ['meets a condition of the service\'s own', session({ ...allow, Condition: { StringEquals: { 'library:Hall': 'east' } } }),
      { declaration: { ...guarded, conditions: () => ({ 'library:hall': ['east'] }) } }, undefined],
    ['misses a condition of the service\'s own', session({ ...allow, Condition: { StringEquals: { 'library:Hall': 'east' } } }),
      { declaration: { ...guarded, conditions: () => ({ 'library:hall': ['west'] }) } }, noSession],
    ['comes through a service', session({ ...allow, Condition: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'x.amazonaws.com' } } }),
      { origin: { calledVia: ['x.amazonaws.com'] } }, undefined],
    ['comes over the network without TLS', session({ ...allow, Condition: { Bool: { 'aws:SecureTransport': true } } }),
      { origin: { sourceAddress: '192.0.2.1' } }, noSession],
    ['comes over the network with TLS', session({ ...allow, Condition: { Bool: { 'aws:SecureTransport': true } } }),
      { origin: { sourceAddress: '192.0.2.1', endpoint: 'https://localhost' } }, undefined],
  ]
  for (const [name, principal, attempted, reason] of rows) {
    test(name, async t => {
      const { fault } = await attempt(t, principal, attempted)
      assert.equal(fault?.message, reason === undefined ? undefined
        : `User: ${principal.arn} is not authorized to perform: library:GetBook on resource: ${bookArn} ${reason}`)
    })
  }
})

const text = (...statements: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements })
const standing = (texts: readonly string[], more: Partial<Standing> = {}): Standing => ({ id: 'AIDA', texts, documents: [], ...more })
const noIdentity = 'because no identity-based policy allows the library:GetBook action'
const read = text({ ...allow, Action: 'library:Get*', Resource: bookArn })
const trusting = (...statements: object[]): ServiceDeclaration => ({ ...guarded, trust: () => text(...statements) })
const become = { Effect: 'Allow', Action: 'library:GetBook' }

describe('an identity that is kept', () => {
  const rows: Row[] = [
    ['has no policy', user, { standings: { [user.arn]: standing([]) } }, noIdentity],
    ['has a policy that allows', user, { standings: { [user.arn]: standing([read]) } }, undefined],
    ['has a policy of another resource', user, { standings: { [user.arn]: standing([text({ ...allow, Resource: `${bookArn}2` })]) } },
      noIdentity],
    ['has a policy that denies', user, { standings: { [user.arn]: standing([read, text(denies)]) } },
      'with an explicit deny in an identity-based policy'],
    ['has a managed policy', user, { standings: { [user.arn]: standing([], { documents: ['m'] }) }, documents: { m: read } }, undefined],
    ['is in a group', user, { standings: { [user.arn]: standing([], { groups: ['g'] }), g: standing([read]) } }, undefined],
    ['has a boundary that is silent', user, { standings: { [user.arn]: standing([read], { boundary: 'b' }) },
      documents: { b: text({ ...allow, Action: 'other:*' }) } }, 'because no permissions boundary allows the library:GetBook action'],
    ['has a boundary that allows', user, { standings: { [user.arn]: standing([read], { boundary: 'b' }) }, documents: { b: read } },
      undefined],
    ['has a boundary that is no more', user, { standings: { [user.arn]: standing([read], { boundary: 'b' }) } },
      'because no permissions boundary allows the library:GetBook action'],
    ['is named by the resource', user, { standings: { [user.arn]: standing([]) },
      declaration: withPolicy({ ...allow, Principal: { AWS: user.arn } }) }, undefined],
    ['is named by the resource of a service that judges its policies itself', user, { standings: { [user.arn]: standing([]) },
      declaration: { ...withPolicy({ ...allow, Principal: { AWS: user.arn } }), admitsAnonymous: true } }, undefined],
    ['has tags', user, { standings: { [user.arn]: standing([text({ ...allow,
      Condition: { StringEquals: { 'aws:PrincipalTag/Team': 'blue' } } })], { tags: { Team: 'blue' } }) } }, undefined],
    ['is no more', user, { standings: { other: standing([]) } }, noIdentity],
    ['is a role', role, { standings: { [role.issuerArn!]: standing([read], { trust: '{}' }) } }, undefined],
    ['is a role with a session that does not allow', session({ ...allow, Action: 'library:List*' }),
      { standings: { [role.issuerArn!]: standing([read], { trust: '{}' }) } }, noSession],
    ['is a role that is no more', role, { standings: { other: standing([], { trust: '{}' }) } }, noIdentity],
    ['is a role where only users are kept', role, { standings: { [user.arn]: standing([]) } }, undefined],
    ['stands behind a federated user', federated, { standings: { [federated.issuerArn!]: standing([read]) } }, noSession],
  ]
  for (const [name, principal, attempted, reason] of rows) {
    test(name, async t => {
      const { fault } = await attempt(t, principal, attempted)
      assert.equal(fault?.message, reason === undefined ? undefined
        : `User: ${principal.arn} is not authorized to perform: library:GetBook on resource: ${bookArn} ${reason}`)
    })
  }
})

test('who hands a role to a service may pass it', async t => {
  const declaration: ServiceDeclaration = { ...guarded,
    passes: (_operation, { Name }: { Name: string }) => [`arn:aws:iam::${home}:role/${Name}`] }
  const pass = (role: string, to: string) =>
    text({ ...allow, Action: 'library:*' }, { ...allow, Action: 'iam:PassRole', Resource: `arn:aws:iam::${home}:role/${role}`,
      Condition: { StringEquals: { 'iam:PassedToService': to } } })
  const outcome = async (policy: string) =>
    (await attempt(t, user, { declaration, standings: { [user.arn]: standing([policy]) } })).fault?.message
  const denied = `User: ${user.arn} is not authorized to perform: iam:PassRole on resource: arn:aws:iam::${home}:role/faust because no ` +
    'identity-based policy allows the iam:PassRole action'
  assert.equal(await outcome(pass('faust', 'library.amazonaws.com')), undefined)
  assert.equal(await outcome(pass('other', 'library.amazonaws.com')), denied)
  assert.equal(await outcome(pass('faust', 'other.amazonaws.com')), denied)
  assert.equal((await attempt(t, root, { declaration })).fault, undefined)
})

describe('a role trusts', () => {
  const noTrust = 'because no role trust policy allows the library:GetBook action'
  const may = { standings: { [user.arn]: standing([read]) } }
  const rows: Row[] = [
    ['nobody', user, { ...may, declaration: trusting() }, noTrust],
    ['the account, and the user may', user, { ...may, declaration: trusting({ ...become, Principal: { AWS: home } }) }, undefined],
    ['the account, and the user may not', user, { standings: { [user.arn]: standing([]) },
      declaration: trusting({ ...become, Principal: { AWS: home } }) }, noIdentity],
    ['the user', user, { standings: { [user.arn]: standing([]) }, declaration: trusting({ ...become, Principal: { AWS: user.arn } }) },
      undefined],
    ['not the user', user, { ...may, declaration: trusting({ ...become, Effect: 'Deny', Principal: '*' }) },
      'with an explicit deny in the role trust policy'],
    ['the root, whatever it says', root, { declaration: trusting() }, undefined],
    ['the root of another account', stranger, { declaration: trusting({ ...become, Principal: { AWS: abroad } }) }, undefined],
    ['a service', service, { declaration: trusting({ ...become, Principal: { Service: 'sns.amazonaws.com' } }) }, undefined],
  ]
  for (const [name, principal, attempted, reason] of rows) {
    test(name, async t => {
      const { fault } = await attempt(t, principal, attempted)
      assert.equal(fault?.message, reason === undefined ? undefined
        : `User: ${principal.arn} is not authorized to perform: library:GetBook on resource: ${bookArn} ${reason}`)
    })
  }

  test('another service', async t => {
    const { fault } = await attempt(t, service, { declaration: trusting({ ...become, Principal: { Service: 'x.amazonaws.com' } }) })
    assert.equal(fault?.message, `User: sns.amazonaws.com is not authorized to perform: library:GetBook on resource: ${bookArn} ${noTrust}`)
  })
})

describe('the anonymous', () => {
  const open = withPolicy({ ...allow, Principal: '*' })
  const rows: [name: string, declaration: ServiceDeclaration, code: string | undefined][] = [
    ['is missing a token where no policy speaks', guarded, 'MissingAuthenticationTokenException'],
    ['may do what a policy allows everyone', open, undefined],
    ['may not do what it does not', withPolicy({ ...allow, Principal: { AWS: abroad } }), 'AccessDeniedException'],
    ['is let through to a service that judges its policies itself', { ...guarded, admitsAnonymous: true }, undefined],
  ]
  for (const [name, declaration, code] of rows) {
    test(name, async t => assert.equal((await attempt(t, anonymous, { declaration })).fault?.code, code))
  }

  test('is admitted only where a policy or the service may let him in', async t => {
    for (const [declaration, admitted] of [[open, false], [{ ...open, admitsAnonymous: 'by-policy' }, true],
      [{ ...guarded, admitsAnonymous: true }, true]] as
      [ServiceDeclaration, boolean][]) {
      const { cloud: { core } } = await sampleCloud(t, { declaration })
      const loaded = (await core.services.load('library'))!
      const admitting = () => admit(core, loaded, loaded.operation('GetBook')!, anonymous, 'json')
      if (admitted) admitting()
      else assert.throws(admitting, { name: 'MissingAuthenticationTokenException' })
    }
  })
})

describe('a denial', () => {
  test('has the code of the protocol that was spoken, else of the service\'s own', async t => {
    const spoken = async (family: CallOrigin['family']) => {
      const { fault } = await attempt(t, stranger, { origin: family === undefined ? {} : { family } })
      return [fault?.code, fault?.status]
    }
    assert.deepEqual(await spoken(undefined), ['AccessDeniedException', 400])
    assert.deepEqual(await spoken('rest-json'), ['AccessDeniedException', 403])
    assert.deepEqual(await spoken('query'), ['AccessDenied', 403])
    assert.deepEqual(await spoken('ec2'), ['UnauthorizedOperation', 403])
  })

  test('of EC2\'s kind is sealed for those who may decode it', async t => {
    const { core, fault } = await attempt(t, session(denies), { origin: { family: 'ec2' } })
    const sealed = /Encoded authorization failure message: (\S+)$/.exec(fault!.message)![1]!
    const decoded = JSON.parse(core.sealer.open(denialPurpose, sealed) as string) as { explicitDeny: boolean, context: { action: string } }
    assert.deepEqual([decoded.explicitDeny, decoded.context.action], [true, 'library:GetBook'])
  })

  test('is noted and passed over in an audit', async t => {
    const { fault, logged } = await attempt(t, stranger, { settings: { iam: 'audit' } })
    assert.equal(fault, undefined)
    assert.deepEqual(logged,
      [`r: would be denied: User: ${stranger.arn} is not authorized to perform: library:GetBook on resource: ${bookArn} ${noPolicy}`])
  })

  test('is not even thought of when switched off', async t => {
    const { fault, logged } = await attempt(t, stranger, { settings: { iam: 'off' } })
    assert.deepEqual([fault, logged], [undefined, []])
  })
})
