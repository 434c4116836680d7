// The certificate that HTTPS is spoken with: self-signed, for the local names, kept in the data folder and renewed before it ends.
// Its times are the wall's, since clients judge it by theirs.

import { X509Certificate, createPrivateKey } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { selfSigned } from '../../std/x509.ts'
import type { Certificate } from '../../std/x509.ts'

export interface CertificateSettings {
  /** Where `key.pem` (readable by its owner only) and `certificate.pem` are kept; absent = a new pair each time. */
  readonly directory?: string
  /** The wall clock, epoch ms. */
  wall(): number
  /** Further host names that the certificate is for. */
  readonly hostNames?: readonly string[]
}

const dayMs = 86_400_000
/** Browsers refuse longer ones. */
const validDays = 396
const renewDays = 30
const localNames = [
  'localhost', '*.localhost', '*.s3.localhost',
  'localhost.localstack.cloud', '*.localhost.localstack.cloud', '*.s3.localhost.localstack.cloud',
]

/** The kept certificate, or a new one where there is none, it ends soon, or it lacks a name. Rejects when the folder cannot be written. */
export async function localCertificate(settings: CertificateSettings): Promise<Certificate> {
  const { directory } = settings
  const names = [...localNames, ...settings.hostNames ?? []]
  const make = (): Certificate => selfSigned({ names, fromAt: settings.wall() - dayMs, untilAt: settings.wall() + validDays * dayMs })
  if (directory === undefined) return make()
  const kept = await read(directory)
  if (kept !== undefined && isGood(kept, names, settings.wall())) return kept
  const made = make()
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await replace(join(directory, 'key.pem'), made.key, 0o600)
  await replace(join(directory, 'certificate.pem'), made.certificate, 0o644)
  return made
}

async function read(directory: string): Promise<Certificate | undefined> {
  try {
    const key = await readFile(join(directory, 'key.pem'), 'utf8')
    return { key, certificate: await readFile(join(directory, 'certificate.pem'), 'utf8') }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** A half-written pair must never be read: each file appears whole, and a pair that does not match is made anew. */
async function replace(path: string, text: string, mode: number): Promise<void> {
  await writeFile(`${path}.new`, text, { mode })
  await rename(`${path}.new`, path)
}

function isGood({ key, certificate }: Certificate, names: readonly string[], wallNow: number): boolean {
  let read: X509Certificate
  try {
    read = new X509Certificate(certificate)
    if (!read.checkPrivateKey(createPrivateKey(key))) return false
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false
    throw error
  }
  const covered = read.subjectAltName?.split(', ') ?? []
  return Date.parse(read.validTo) > wallNow + renewDays * dayMs && Date.parse(read.validFrom) <= wallNow &&
    names.every(name => covered.includes(`DNS:${name}`))
}
