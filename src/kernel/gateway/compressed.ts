// Undoes the SDKs' request compression: a gathered body with `content-encoding: gzip`, as CloudWatch's PutMetricData has it.
// It is for services whose bodies are read here; an S3 object that is gzip stays as it is. Invariant: no body unfolds beyond the limit.
// https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait

import { promisify } from 'node:util'
import { gunzip, gunzipSync } from 'node:zlib'
import { MalformedRequest } from '../../wire/message.ts'
import type { Headers } from '../../wire/message.ts'
import { bodyTooLarge } from './request.ts'

const gunzipAside = promisify(gunzip)
/** Below this, a worker's round trip costs more than the work. */
const besideBytes = 64 * 1024

export function isCompressed(headers: Headers): boolean {
  return headers['content-encoding'] !== undefined && /(?:^|,)\s*gzip\s*$/.test(headers['content-encoding'])
}

/** @throws MalformedRequest 413 when the body unfolds beyond the limit, 400 when it is not gzip */
export async function decompressed(bytes: Uint8Array, limitBytes: number): Promise<Uint8Array> {
  try {
    const options = { maxOutputLength: limitBytes }
    return bytes.length < besideBytes ? gunzipSync(bytes, options) : await gunzipAside(bytes, options)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw bodyTooLarge(limitBytes)
    throw new MalformedRequest('The request body is not valid gzip.', 'SerializationException', 400)
  }
}
