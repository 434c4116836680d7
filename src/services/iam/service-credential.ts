// Names and passwords for single services: two for each service and user, the password told once. The services themselves are not asked to
// take them. Source: CreateServiceSpecificCredential, IAM API Reference; "Use IAM with CodeCommit", IAM User Guide.

import type { Iam, ServiceSpecificCredential, ServiceSpecificCredentialMetadata } from '../../../generated/aws/iam.ts'
import type { Call } from '../../kernel/service.ts'
import { checkCount, credentialsOf, named, setStatus } from './credential.ts'
import { second } from './name.ts'
import { nameOf } from './path-name.ts'
import { Credential, User } from './structure.ts'

const perService = 2
const noun = 'Service Specific Credential'
const dayMs = 86_400_000

/** Bedrock's and CloudWatch Logs' are bearer tokens: an alias and a secret. */
const services: Readonly<Record<string, 'password' | 'token'>> = {
  'codecommit.amazonaws.com': 'password', 'cassandra.amazonaws.com': 'password', 'bedrock.amazonaws.com': 'token',
  'logs.amazonaws.com': 'token',
}

export const CreateServiceSpecificCredential: Iam['CreateServiceSpecificCredential'] = (input, call) => {
  const { ServiceName: service, CredentialAgeDays: days } = input
  const { name, held } = credentialsOf('service', input, call)
  if (services[service] === undefined) {
    throw call.fault('ServiceNotSupportedException', `No such service ${service} is supported for Service Specific Credentials`)
  }
  const own = held.filter(({ body }) => body === service)
  checkCount(own, perService, 'ServiceSpecificCredentialsPerUser', call)
  const taken = new Set(own.map(({ alias }) => alias))
  const aliasOf = (number: number) => `${name}${number === 0 ? '' : `+${number}`}-at-${call.account}`
  const alias = [0, 1].map(aliasOf).find(each => !taken.has(each))!
  const credential = call.of(Credential).put({
    id: call.identity.newUniqueId('ACCA'), kind: 'service', user: name.toLowerCase(), status: 'Active', createdAt: second(call),
      body: service, alias,
    ...(days !== undefined && { expiresAt: second(call) + days * dayMs }),
  })
  return { ServiceSpecificCredential: withSecret(name, credential, call) }
}

/** The password is told now and never again: nothing here asks for it. */
function withSecret(name: string, credential: Credential, call: Call): ServiceSpecificCredential {
  const secret = Buffer.from(call.bytes(33)).toString('base64')
  const { ServiceUserName: _, ServiceCredentialAlias: __, ...rest } = metadata(name, credential)
  return services[credential.body] === 'token'
    ? { ...rest, ServiceCredentialAlias: credential.alias!, ServiceCredentialSecret: secret }
    : { ...rest, ServiceUserName: credential.alias!, ServicePassword: secret }
}

export const ListServiceSpecificCredentials: Iam['ListServiceSpecificCredentials'] = (input, call) => {
  const { ServiceName: service, AllUsers: all } = input
  if (service !== undefined && services[service] === undefined) {
    throw call.fault('ServiceNotSupportedException', `No such service ${service} is supported for Service Specific Credentials`)
  }
  const users = all === true ? [...call.of(User).scan()].map(nameOf) : [input.UserName]
  return { ServiceSpecificCredentials: users.flatMap(UserName => {
    const { name, held } = credentialsOf('service', UserName === undefined ? {} : { UserName }, call)
    return held.filter(({ body }) => service === undefined || body === service).map(credential => metadata(name, credential))
  }) }
}

export const ResetServiceSpecificCredential: Iam['ResetServiceSpecificCredential'] = (input, call) => {
  const { name, it } = named('service', input.ServiceSpecificCredentialId, input, noun, call)
  return { ServiceSpecificCredential: withSecret(name, it, call) }
}

export const UpdateServiceSpecificCredential: Iam['UpdateServiceSpecificCredential'] = (input, call) => {
  setStatus(named('service', input.ServiceSpecificCredentialId, input, noun, call).it, input.Status, call)
}

export const DeleteServiceSpecificCredential: Iam['DeleteServiceSpecificCredential'] = (input, call) => {
  call.of(Credential).delete(named('service', input.ServiceSpecificCredentialId, input, noun, call).it.id)
}

function metadata(name: string, { id, body, status, createdAt, alias, expiresAt }: Credential): ServiceSpecificCredentialMetadata {
  return {
    UserName: name, Status: status, CreateDate: createdAt, ServiceSpecificCredentialId: id, ServiceName: body,
    ...(alias !== undefined && { [services[body] === 'token' ? 'ServiceCredentialAlias' : 'ServiceUserName']: alias }),
    ...(expiresAt !== undefined && { ExpirationDate: expiresAt }),
  }
}
