// Checksums of objects at rest, reckoned by a job: the bytes are read by real calls in the name of the job's role, whole or part by part,
// and nothing is kept of the sum but the line in the job's report. Source: "Compute checksums", Amazon S3 User Guide: which types an
// algorithm has, what the report's `ResultMessage` says.

import type { S3ComputeObjectChecksumOperation } from '../../../generated/aws/s3control.ts'
import { checksumAlgorithms, checksumOfParts, runningChecksum } from '../../engines/checksum.ts'
import type { Checksum, ChecksumAlgorithm } from '../../engines/checksum.ts'
import type { Body, Call, CallTarget } from '../../kernel/service.ts'
import { invalidRequest } from './refusal.ts'

type Asked = Readonly<Record<string, unknown>>

interface Wanted { readonly algorithm: ChecksumAlgorithm, readonly isComposite: boolean }

/** CRC-64/NVME of the whole where nothing is said. @throws InvalidRequest */
export function checksumWanted({ ChecksumAlgorithm: given = 'CRC64NVME', ChecksumType: type = 'FULL_OBJECT' }:
S3ComputeObjectChecksumOperation): Wanted {
  const algorithm = checksumAlgorithms.find(each => each === given)
  if (algorithm === undefined) throw invalidRequest('Unknown checksum algorithm')
  if (type !== 'FULL_OBJECT' && type !== 'COMPOSITE') throw invalidRequest('Unknown checksum type')
  if (type === 'COMPOSITE' && (algorithm === 'CRC64NVME' || algorithm === 'MD5')) {
    throw invalidRequest(`The checksum algorithm ${algorithm} has no composite checksums`)
  }
  return { algorithm, isComposite: type === 'COMPOSITE' }
}

/** @returns the result's text @throws Fault S3's own */
export async function reckoned(operation: S3ComputeObjectChecksumOperation, at: Asked, place: CallTarget, call: Call): Promise<string> {
  const { algorithm, isComposite } = checksumWanted(operation)
  const head = await call.invoke('s3', 'HeadObject', isComposite ? { ...at, PartNumber: 1 } : at, place)
  const { ETag: etag, PartsCount: parts } = head as { readonly ETag: string, readonly PartsCount?: number }
  const checksum = isComposite && parts !== undefined ? await ofParts(algorithm, parts, at, place, call)
    : { algorithm, type: 'FULL_OBJECT', value: (await sumOf(algorithm, at, place, call)).checksum } as Checksum
  const bytes = Buffer.from(checksum.value.replace(/-\d+$/, ''), 'base64')
  return JSON.stringify({
    checksum_base64: checksum.value, etag: etag.replaceAll('"', ''), checksumAlgorithm: algorithm, checksumType: checksum.type,
    checksum_hex: bytes.toString('hex').toUpperCase(),
  })
}

async function ofParts(algorithm: ChecksumAlgorithm, count: number, at: Asked, place: CallTarget, call: Call): Promise<Checksum> {
  const parts: { readonly checksum: string, readonly sizeBytes: number }[] = []
  for (let PartNumber = 1; PartNumber <= count; PartNumber += 1) {
    parts.push(await sumOf(algorithm, { ...at, PartNumber }, place, call))
  }
  return checksumOfParts(algorithm, 'COMPOSITE', parts)
}

async function sumOf(algorithm: ChecksumAlgorithm, at: Asked, place: CallTarget, call: Call) {
  const { Body: body } = await call.invoke('s3', 'GetObject', at, place) as { readonly Body?: Body }
  const sum = runningChecksum(algorithm)
  let sizeBytes = 0
  for await (const bytes of body === undefined ? [] : body instanceof Uint8Array ? [body] : body as AsyncIterable<Uint8Array>) {
    sum.update(bytes)
    sizeBytes += bytes.length
  }
  return { checksum: Buffer.from(sum.digest()).toString('base64'), sizeBytes }
}
