// Checksums of bodies: which one a request asks for, where it says it (header, trailer, part of the input). How they are reckoned is in
// `engines/checksum`. Source: "Checking object integrity in Amazon S3", Amazon S3 User Guide.

import { checksumAlgorithms, isChecksumAlgorithm, isSum } from '../../engines/checksum.ts'
import type { Checksum, ChecksumAlgorithm, ChecksumType } from '../../engines/checksum.ts'
import type { Headers } from '../../kernel/service.ts'
import { s3Fault } from './fault.ts'

/** What a request wants reckoned, and what the sum must be, where it says. */
export interface ChecksumDemand {
  readonly algorithm: ChecksumAlgorithm
  readonly expected?: string
  /** The sum comes after the body. */
  readonly trails: boolean
  /** Nobody asked: S3 reckons it for itself. */
  readonly own?: boolean
}

const members = checksumAlgorithms.map(algorithm => [`Checksum${algorithm}`, algorithm] as const)
/** `ChecksumCRC32` and its like, as inputs and outputs have them. */
export function memberOf(algorithm: ChecksumAlgorithm): `Checksum${ChecksumAlgorithm}` {
  return `Checksum${algorithm}`
}

export function headerOf(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`
}

/** The members of an output that tell a checksum. */
export function writtenChecksum(
  checksum: Checksum | undefined,
): { [Member in `Checksum${ChecksumAlgorithm}`]?: string } & { ChecksumType?: ChecksumType } {
  return checksum === undefined ? {} : { [memberOf(checksum.algorithm)]: checksum.value, ChecksumType: checksum.type }
}

/** The checksum that an input's members state, for completing uploads and naming parts. @throws InvalidRequest */
export function statedChecksum(input: object): { readonly algorithm: ChecksumAlgorithm, readonly value: string } | undefined {
  let stated: { readonly algorithm: ChecksumAlgorithm, readonly value: string } | undefined
  for (const [member, algorithm] of members) {
    const value = (input as Record<string, unknown>)[member]
    if (value === undefined) continue
    if (stated !== undefined) throw s3Fault('InvalidRequest', {},
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.')
    stated = { algorithm, value: String(value) }
  }
  return stated
}

/** What an upload's input and headers ask for. @throws InvalidRequest, InvalidArgument */
export function demandedChecksum(input: { readonly ChecksumAlgorithm?: string }, headers: Headers): ChecksumDemand | undefined {
  const stated = statedChecksum(input)
  const trailer = headers['x-amz-trailer']?.split(',').map(name => name.trim().toLowerCase()).find(name =>
    name.startsWith('x-amz-checksum-'))
  const asked = input.ChecksumAlgorithm?.toUpperCase()
  if (asked !== undefined) checkAlgorithm(asked)
  if (stated !== undefined) {
    if (asked !== undefined && asked !== stated.algorithm) throw disagreement()
    if (!isSum(stated.algorithm, stated.value)) {
      throw s3Fault('InvalidRequest', {}, `Value for ${headerOf(stated.algorithm)} header is invalid.`)
    }
    return { algorithm: stated.algorithm, expected: stated.value, trails: false }
  }
  if (trailer !== undefined) {
    const name = trailer.slice('x-amz-checksum-'.length).toUpperCase()
    checkAlgorithm(name)
    if (asked !== undefined && asked !== name) throw disagreement()
    return { algorithm: name as ChecksumAlgorithm, trails: true }
  }
  if (asked !== undefined) {
    throw s3Fault('InvalidRequest', {},
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.')
  }
  return undefined
}

/** @throws InvalidRequest */
export function checkAlgorithm(name: string): asserts name is ChecksumAlgorithm {
  if (!isChecksumAlgorithm(name)) {
    throw s3Fault('InvalidRequest', {}, 'Checksum algorithm provided is unsupported. Please try again with any of the valid types: '
      + '[CRC32, CRC32C, CRC64NVME, SHA1, SHA256]')
  }
}

function disagreement(): Error {
  return s3Fault('InvalidRequest', {}, 'Value for x-amz-sdk-checksum-algorithm header is invalid.')
}
