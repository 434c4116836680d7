// Files that belong to a document, read from S3 in the caller's name when it is written. They stay where they are; their sizes and hashes
// are kept. Source: AttachmentsSource, AttachmentContent, Systems Manager API Reference.

import { createHash } from 'node:crypto'
import type { AttachmentContent, AttachmentsSource } from '../../../generated/aws/ssm.ts'
import { parseArn, reworded } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { DocumentVersion } from './document.ts'

const mostFiles = 20

/** @throws InvalidDocumentContent */
export async function attachmentsOf(sources: readonly AttachmentsSource[], call: Call): Promise<AttachmentContent[]> {
  const found = (await Promise.all(sources.map(source => attached(source, call)))).flat()
  if (found.length <= mostFiles) return found
  throw call.fault('InvalidDocumentContent', `A document has at most ${mostFiles} attachments.`)
}

async function attached({ Key: kind, Values: values = [], Name: name }: AttachmentsSource, call: Call): Promise<AttachmentContent[]> {
  const [value = ''] = values
  if (kind === 'AttachmentReference') return [referenced(value, call)]
  const { bucket, path } = placeOf(value, call)
  if (kind === 'S3FileUrl') return [await file(bucket, path, name ?? path.slice(path.lastIndexOf('/') + 1), call)]
  const prefix = path === '' || path.endsWith('/') ? path : `${path}/`
  const { Contents: objects = [] } = await asking(async () => await call.to('s3', { principal: call.principal })
    .ListObjectsV2({ Bucket: bucket, Prefix: prefix }), call)
  const keys = objects.map(({ Key }) => Key!).filter(key => !key.endsWith('/'))
  return await Promise.all(keys.map(async key => await file(bucket, key, key.slice(prefix.length), call)))
}

/** `s3://bucket/path`, and the two forms of URLs. */
function placeOf(url: string, call: Call): { bucket: string, path: string } {
  const [, bucket, path = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(url) ?? /^https?:\/\/s3[^/]*\/([^/]+)\/(.*)$/.exec(url)
    ?? /^https?:\/\/([^/]+?)\.s3[^/]*\/(.*)$/.exec(url) ?? []
  if (bucket === undefined) throw call.fault('InvalidDocumentContent', `The attachment source ${url} is no place of S3.`)
  return { bucket, path }
}

async function file(Bucket: string, Key: string, Name: string, call: Call): Promise<AttachmentContent> {
  const { Body: body } = await asking(async () => await call.to('s3', { principal: call.principal }).GetObject({ Bucket, Key }), call)
  const hash = createHash('sha256')
  let Size = 0
  for await (const part of body instanceof Uint8Array ? [body] : body as unknown as AsyncIterable<Uint8Array>) {
    hash.update(part)
    Size += part.length
  }
  return { Name, Size, Hash: hash.digest('hex'), HashType: 'Sha256', Url: `https://s3.${call.region}.amazonaws.com/${Bucket}/${Key}` }
}

/** `document:version/file` of a document of one's own, or its ARN. */
function referenced(text: string, call: Call): AttachmentContent {
  const [, document = '', version = '', name = ''] = /^(?:document\/)?([^:/]+):([^/]+)\/(.+)$/.exec(parseArn(text)?.resource ?? text)
    ?? /^(?:document\/)?([^/]+)\/([^/]+)\/(.+)$/.exec(parseArn(text)?.resource ?? text) ?? []
  const found = call.of(DocumentVersion).get(document, Number(version))?.attachments?.find(each => each.Name === name)
  if (found === undefined) throw call.fault('InvalidDocumentContent', `The attachment ${text} does not exist.`)
  return found
}

async function asking<T>(ask: () => Promise<T>, call: Call): Promise<T> {
  return await reworded(ask,
    ({ code, message }) => call.fault('InvalidDocumentContent', `The attachment can't be read: ${code}: ${message}`) as never)
}
