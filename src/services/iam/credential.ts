// What a user signs or logs in with besides passwords and access keys, in common: whose it is, how many there may be, and its status.

import { X509Certificate } from 'node:crypto'
import type { Call } from '../../kernel/service.ts'
import { nameOf } from './path-name.ts'
import { Credential } from './structure.ts'
import type { Status } from './structure.ts'
import { userOf } from './user.ts'

interface Naming { readonly UserName?: string }

type Kind = Credential['kind']

/** A user's credentials of one kind, and his name. @throws NoSuchEntity */
export function credentialsOf(kind: Kind, input: Naming, call: Call): { readonly name: string, readonly held: readonly Credential[] } {
  const name = nameOf(userOf(input, call))
  const all = call.of(Credential).by('user').scan({ within: [name.toLowerCase()] })
  return { name, held: [...all].filter(credential => credential.kind === kind) }
}

/** @param limitName as AWS names the quota */
export function checkCount(held: readonly Credential[], limit: number, limitName: string, call: Call): void {
  if (held.length >= limit) throw call.fault('LimitExceededException', `Cannot exceed quota for ${limitName}: ${limit}`)
}

/** The user's credential of this id. @param noun as AWS names the kind @throws NoSuchEntity */
export function named(kind: Kind, id: string, input: Naming, noun: string, call: Call): { readonly name: string, readonly it: Credential } {
  const { name, held } = credentialsOf(kind, input, call)
  const it = held.find(credential => credential.id === id)
  if (it === undefined) throw call.fault('NoSuchEntityException', `The ${noun} with id ${id} cannot be found.`)
  return { name, it }
}

export function setStatus(credential: Credential, status: string, call: Call): void {
  call.of(Credential).put({ ...credential, status: status as Status })
}

/** @throws MalformedCertificate */
export function readCertificate(text: string, call: Call): X509Certificate {
  try {
    return new X509Certificate(text)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw call.fault('MalformedCertificateException', 'Unable to parse certificate. Please ensure the certificate is in PEM format.')
  }
}
