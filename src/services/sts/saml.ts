// AssumeRoleWithSAML: a SAML 2.0 response in exchange for a role's credentials. The assertion is read and its times are judged on the
// clock; its signature is its issuer's, whose metadata no IAM provider here holds. Source: "Configure SAML assertions for the
// authentication response", IAM User Guide.

import type { Sts } from '../../../generated/aws/sts.ts'
import { MalformedRequest, parseXml } from '../../kernel/service.ts'
import type { Call, XmlElement } from '../../kernel/service.ts'
import { assumed, roleSession } from './assume-role.ts'

type SamlFault = 'InvalidIdentityTokenException' | 'ExpiredTokenException' | 'IDPRejectedClaimException'

const roleAttribute = 'https://aws.amazon.com/SAML/Attributes/Role'
const sessionNameAttribute = 'https://aws.amazon.com/SAML/Attributes/RoleSessionName'
const durationAttribute = 'https://aws.amazon.com/SAML/Attributes/SessionDuration'
const defaultSeconds = 3600

export const AssumeRoleWithSAML: Sts['AssumeRoleWithSAML'] = (input, call) => {
  const response = readAssertion(input.SAMLAssertion, call)
  const assertion = descendant(response, 'Assertion')
  const subject = assertion && descendant(assertion, 'NameID')
  const issuer = assertion && descendant(assertion, 'Issuer')
  if (assertion === undefined || subject === undefined || issuer === undefined) throw call.fault('InvalidIdentityTokenException', 'Invalid base64 SAMLResponse')
  checkTimes(assertion, call)
  const roles = attribute(assertion, roleAttribute)
  const pair = roles.find(value => value.split(',').map(part => part.trim()).includes(input.RoleArn))
  if (pair === undefined || !pair.includes(input.PrincipalArn)) {
    throw call.fault('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithSAML')
  }
  const [sessionName] = attribute(assertion, sessionNameAttribute)
  if (sessionName === undefined) throw call.fault('InvalidIdentityTokenException', 'RoleSessionName is required in SAMLResponse')
  const seconds = input.DurationSeconds ?? Number(attribute(assertion, durationAttribute)[0] ?? defaultSeconds)
  const session = { ...roleSession(input.RoleArn, sessionName, call), federatedBy: input.PrincipalArn }
  const recipient = descendant(assertion, 'SubjectConfirmationData')?.attributes?.get('Recipient')
  return {
    ...assumed(session, input, seconds, call),
    Subject: subject.text,
    SubjectType: subject.attributes?.get('Format')?.split(':').at(-1) ?? 'unspecified',
    Issuer: issuer.text,
    ...(recipient !== undefined && { Audience: recipient }),
  }
}

function readAssertion(encoded: string, call: Call<SamlFault>): XmlElement {
  try {
    return parseXml(Buffer.from(encoded, 'base64'))
  } catch (error) {
    if (!(error instanceof MalformedRequest)) throw error
    throw call.fault('InvalidIdentityTokenException', 'Invalid base64 SAMLResponse')
  }
}

function checkTimes(assertion: XmlElement, call: Call<SamlFault>): void {
  const conditions = descendant(assertion, 'Conditions')
  const until = conditions?.attributes?.get('NotOnOrAfter')
  const from = conditions?.attributes?.get('NotBefore')
  if (until !== undefined && Date.parse(until) <= call.now()) throw call.fault('ExpiredTokenException', 'Token must be redeemed within 5 minutes of issuance')
  if (from !== undefined && Date.parse(from) > call.now()) throw call.fault('InvalidIdentityTokenException', 'SAML Assertion is not yet valid')
}

function descendant(element: XmlElement, name: string): XmlElement | undefined {
  for (const child of element.children) {
    const found = child.name === name ? child : descendant(child, name)
    if (found !== undefined) return found
  }
  return undefined
}

function attribute(assertion: XmlElement, name: string): string[] {
  const statement = descendant(assertion, 'AttributeStatement')
  const found = statement?.children.find(child => child.attributes?.get('Name') === name)
  return found?.children.map(({ text }) => text.trim()) ?? []
}
