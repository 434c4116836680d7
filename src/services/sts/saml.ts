// AssumeRoleWithSAML: a SAML 2.0 response in exchange for a role's credentials. The assertion is read and its times are judged on the
// clock; its signature is its issuer's, whose metadata no IAM provider here holds. Sources: "Configure SAML assertions for the
// authentication response" and "Troubleshoot SAML federation with IAM", IAM User Guide.

import { createHash } from 'node:crypto'
import type { Sts } from '../../../generated/aws/sts.ts'
import { MalformedRequest, parseArn, parseXml } from '../../kernel/service.ts'
import type { Call, XmlElement } from '../../kernel/service.ts'
import { assumed, checkLongest, defaultSeconds, roleOf, roleSession } from './assume-role.ts'
import type { SessionLimits } from './session.ts'
import { checkFederated } from './trust.ts'

type SamlFault = 'InvalidIdentityTokenException' | 'ExpiredTokenException' | 'IDPRejectedClaimException'

/** Values by the attribute's name, in the order of the assertion. */
type Attributes = ReadonlyMap<string, readonly string[]>

const attributePrefix = 'https://aws.amazon.com/SAML/Attributes/'
const formatPrefix = 'urn:oasis:names:tc:SAML:2.0:nameid-format:'
const redeemableMs = 5 * 60_000
const identityPattern = /^[\w+=,.@-]{2,64}$/

export const AssumeRoleWithSAML: Sts['AssumeRoleWithSAML'] = (input, call) => {
  const role = roleOf(input.RoleArn)
  const provider = parseArn(input.PrincipalArn)
  if (role === undefined || provider === undefined) throw call.fault('ValidationError', 'Request ARN is invalid')
  const assertion = readAssertion(input.SAMLAssertion, call)
  const subject = descendant(assertion, 'NameID')
  const issuer = descendant(assertion, 'Issuer')?.text.trim()
  if (subject === undefined || issuer === undefined) throw call.fault('InvalidIdentityTokenException', 'Invalid base64 SAMLResponse')
  checkTimes(assertion, call)
  const attributes = attributesOf(assertion)
  checkRole(attributes, input, call)
  const sourceIdentity = sourceIdentityOf(attributes, call)
  const session = {
    ...roleSession(role, sessionNameOf(attributes, call), call),
    federatedBy: input.PrincipalArn,
    ...(sourceIdentity !== undefined && { sourceIdentity }),
  }
  const seconds = Math.min(input.DurationSeconds ?? defaultSeconds, secondsLeft(assertion, call))
  const recipient = descendant(assertion, 'SubjectConfirmationData')?.attributes?.get('Recipient')
  const vouched = { 'saml:sub': [subject.text.trim()], 'saml:iss': [issuer], ...(recipient !== undefined && { 'saml:aud': [recipient] }) }
  checkLongest(seconds, checkFederated(input.RoleArn, session, vouched, call), call)
  const format = subject.attributes?.get('Format') ?? 'unspecified'
  return {
    ...assumed(session, { ...input, ...tagsOf(attributes) }, seconds, call),
    Subject: subject.text.trim(),
    SubjectType: format.startsWith(formatPrefix) ? format.slice(formatPrefix.length) : format,
    Issuer: issuer,
    ...(recipient !== undefined && { Audience: recipient }),
    NameQualifier: nameQualifier(issuer, provider.account, input.PrincipalArn),
  }
}

function readAssertion(encoded: string, call: Call<SamlFault>): XmlElement {
  const assertion = descendant(readResponse(encoded, call), 'Assertion')
  if (assertion === undefined) throw call.fault('InvalidIdentityTokenException', 'Invalid base64 SAMLResponse')
  return assertion
}

function readResponse(encoded: string, call: Call<SamlFault>): XmlElement {
  try {
    return parseXml(Buffer.from(encoded, 'base64'))
  } catch (error) {
    if (!(error instanceof MalformedRequest)) throw error
    throw call.fault('InvalidIdentityTokenException', 'Invalid base64 SAMLResponse')
  }
}

function checkTimes(assertion: XmlElement, call: Call<SamlFault>): void {
  const issuedAt = timeIn(assertion, 'IssueInstant')
  const from = timeIn(descendant(assertion, 'Conditions'), 'NotBefore')
  const ends = ['Conditions', 'SubjectConfirmationData'].map(name => timeIn(descendant(assertion, name), 'NotOnOrAfter'))
  if (from !== undefined && from > call.now()) throw call.fault('InvalidIdentityTokenException', 'SAML Assertion is not yet valid')
  if (issuedAt !== undefined) ends.push(issuedAt + redeemableMs)
  if (ends.some(end => end !== undefined && end <= call.now())) {
    throw call.fault('ExpiredTokenException', 'Token must be redeemed within 5 minutes of issuance')
  }
}

/** The identity provider may end the session before its time. */
function secondsLeft(assertion: XmlElement, call: Call): number {
  const endsAt = timeIn(descendant(assertion, 'AuthnStatement'), 'SessionNotOnOrAfter')
  return endsAt === undefined ? Infinity : Math.floor((endsAt - call.now()) / 1000)
}

/** Epoch ms. */
function timeIn(element: XmlElement | undefined, name: string): number | undefined {
  const time = Date.parse(element?.attributes?.get(name) ?? '')
  return Number.isNaN(time) ? undefined : time
}

/** A value pairs a role with the provider that may vouch for it, in either order. */
function checkRole(attributes: Attributes, { RoleArn: role, PrincipalArn: provider }: RolePair, call: Call<SamlFault>): void {
  const pairs = (attributes.get('Role') ?? []).map(value => value.split(',').map(part => part.trim()))
  if (pairs.some(pair => pair.includes(role) && pair.includes(provider))) return
  throw call.fault('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithSAML')
}

interface RolePair { readonly RoleArn: string, readonly PrincipalArn: string }

function sessionNameOf(attributes: Attributes, call: Call<SamlFault>): string {
  const name = attributes.get('RoleSessionName')?.[0]
  if (name === undefined) throw call.fault('InvalidIdentityTokenException', 'RoleSessionName is required in AuthnResponse')
  if (identityPattern.test(name)) return name
  throw call.fault('InvalidIdentityTokenException', 'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}')
}

function sourceIdentityOf(attributes: Attributes, call: Call<SamlFault>): string | undefined {
  const name = attributes.get('SourceIdentity')?.[0]
  if (name === undefined || identityPattern.test(name)) return name
  throw call.fault('InvalidIdentityTokenException', 'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"')
}

function tagsOf(attributes: Attributes): Pick<SessionLimits, 'Tags' | 'TransitiveTagKeys'> {
  const tags = [...attributes].filter(([name]) => name.startsWith('PrincipalTag:'))
  return {
    Tags: tags.map(([name, [value = '']]) => ({ Key: name.slice('PrincipalTag:'.length), Value: value })),
    TransitiveTagKeys: attributes.get('TransitiveTagKeys') ?? [],
  }
}

/** Together with the subject it tells one user from all others: AssumeRoleWithSAML, AWS STS API Reference. */
function nameQualifier(issuer: string, account: string, providerArn: string): string {
  return createHash('sha1').update(`${issuer}${account}/${providerArn.split('/').at(-1)}`).digest('base64')
}

function descendant(element: XmlElement, name: string): XmlElement | undefined {
  for (const child of element.children) {
    const found = child.name === name ? child : descendant(child, name)
    if (found !== undefined) return found
  }
  return undefined
}

/** AWS's attributes by their short names; others mean nothing to it. */
function attributesOf(assertion: XmlElement): Attributes {
  const found = new Map<string, string[]>()
  for (const { attributes, children } of descendant(assertion, 'AttributeStatement')?.children ?? []) {
    const name = attributes?.get('Name') ?? ''
    if (name.startsWith(attributePrefix)) found.set(name.slice(attributePrefix.length), children.map(({ text }) => text.trim()))
  }
  return found
}
