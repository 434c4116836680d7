// A form that a browser posts to a bucket: the fields before its file, and the file as it streams by. What follows the file is ignored.
// Source: "POST Object", Amazon S3 API Reference (https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html).

import type { WebRequest } from '../../kernel/service.ts'
import { boundaryOf, formParts, MalformedForm } from '../../std/form-data.ts'
import type { FormPart } from '../../std/form-data.ts'
import { invalidArgument, s3Fault } from './fault.ts'
import type { LengthRange } from './post-policy.ts'

export interface PostForm {
  /** By their names in lower case, `${filename}` filled in. */
  readonly fields: ReadonlyMap<string, string>
  /** The file's bytes, once. @throws EntityTooLarge, EntityTooSmall, InvalidArgument, MalformedPOSTRequest while it is read */
  file(range: LengthRange): AsyncIterable<Uint8Array>
}

const mostFieldBytes = 20_480

/** Reads up to the file. @throws RequestIsNotMultiPartContent, MalformedPOSTRequest, MaxPostPreDataLengthExceededError, InvalidArgument */
export async function readForm({ headers, body }: WebRequest): Promise<PostForm> {
  const type = headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) throw s3Fault('RequestIsNotMultiPartContent')
  const boundary = boundaryOf(type)
  if (boundary === undefined) throw s3Fault('MalformedPOSTRequest')
  const parts = formParts(body as AsyncIterable<Uint8Array>, boundary)
  const fields = new Map<string, string>()
  let sizeBytes = 0
  for (;;) {
    const part = await nextOf(parts)
    if (part === undefined) throw wrongCount(0)
    const name = part.name.toLowerCase()
    if (name === 'file') return { fields: filled(fields, part.fileName ?? ''), file: range => fileOf(part, parts, range) }
    const value = await textOf(part, mostFieldBytes - sizeBytes)
    sizeBytes += Buffer.byteLength(name) + Buffer.byteLength(value)
    if (sizeBytes > mostFieldBytes) throw tooLong()
    fields.set(name, value)
  }
}

/** The name of the file stands for itself in every field. Some browsers say its whole path. */
function filled(fields: ReadonlyMap<string, string>, fileName: string): ReadonlyMap<string, string> {
  const name = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1)
  return new Map([...fields].map(([field, value]) => [field, value.replaceAll('${filename}', () => name)]))
}

async function textOf({ body }: FormPart, mostBytes: number): Promise<string> {
  const pieces: Uint8Array[] = []
  let sizeBytes = 0
  try {
    for await (const bytes of body) {
      sizeBytes += bytes.length
      if (sizeBytes > mostBytes) throw tooLong()
      pieces.push(bytes)
    }
  } catch (error) {
    throw asFault(error)
  }
  return Buffer.concat(pieces).toString('utf8')
}

async function* fileOf(
  { body }: FormPart, parts: AsyncGenerator<FormPart>, { leastBytes, mostBytes }: LengthRange,
): AsyncGenerator<Uint8Array, void, undefined> {
  let sizeBytes = 0
  try {
    for await (const bytes of body) {
      sizeBytes += bytes.length
      if (sizeBytes > mostBytes) throw s3Fault('EntityTooLarge', { ProposedSize: sizeBytes, MaxSizeAllowed: mostBytes })
      yield bytes
    }
    if (sizeBytes < leastBytes) throw s3Fault('EntityTooSmall', { ProposedSize: sizeBytes, MinSizeAllowed: leastBytes })
    let files = 1
    for await (const { name } of parts) if (name.toLowerCase() === 'file') files += 1
    if (files > 1) throw wrongCount(files)
  } catch (error) {
    throw asFault(error)
  }
}

async function nextOf(parts: AsyncGenerator<FormPart>): Promise<FormPart | undefined> {
  try {
    const { done, value } = await parts.next()
    return done ? undefined : value
  } catch (error) {
    throw asFault(error)
  }
}

function asFault(error: unknown): unknown {
  return error instanceof MalformedForm ? s3Fault('MalformedPOSTRequest') : error
}

function tooLong(): Error {
  return s3Fault('MaxPostPreDataLengthExceededError', { MaxPostPreDataLengthBytes: mostFieldBytes })
}

function wrongCount(files: number): Error {
  return invalidArgument('POST requires exactly one file upload per request.', 'file', String(files))
}
