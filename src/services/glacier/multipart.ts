// Archives put in parts: all of one size, a power of two of megabytes, in any order, each with its tree hash. No byte is moved when they
// become an archive. Source: "Uploading Large Archives in Parts", Amazon S3 Glacier Developer Guide.

import type { Glacier } from '../../../generated/aws/glacier.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { checkedDescription, checkedHash, stored } from './archive.ts'
import { megabyte, rootOf, TreeHash } from './tree-hash.ts'
import { invalid, iso, Vault, vaultFor } from './vault.ts'

interface Upload {
  readonly vault: string
  readonly id: string
  readonly description: string
  readonly partBytes: number
  readonly createdAt: number
}

const Upload = records<Upload>({ name: 'Upload', key: ['vault', 'id'] })

interface Part { readonly upload: string, readonly fromByte: number, readonly sizeBytes: number, readonly treeHash: string,
  readonly blob: string }

const Part = records<Part>({ name: 'Part', key: ['upload', 'fromByte'] })

interface UploadInput { readonly vaultName: string, readonly uploadId: string }

const largestPartBytes = 4 * 2 ** 30
const mostParts = 10_000
/** An upload that rests for a day is given up. */
const idleMs = 86_400_000

function uploadFor(input: UploadInput, call: Call): { readonly vault: Vault, readonly upload: Upload } {
  const vault = vaultFor(input, call)
  const upload = call.of(Upload).get(vault.name, input.uploadId)
  if (upload === undefined) {
    throw call.fault('ResourceNotFoundException', `The multipart upload ID was not found: ${input.uploadId}`)
  }
  return { vault, upload }
}

export const InitiateMultipartUpload: Glacier['InitiateMultipartUpload'] = (input, call) => {
  const { name } = vaultFor(input, call)
  const partBytes = Number(input.partSize)
  if (!Number.isInteger(Math.log2(partBytes / megabyte)) || partBytes < megabyte || partBytes > largestPartBytes) {
    throw invalid(call, `Invalid part size: ${input.partSize ?? ''}. Part size must be a power of two and be between 1048576 and `
      + '4294967296 bytes.')
  }
  const upload = call.of(Upload).insert({
    vault: name, id: call.alphanumeric(92), description: checkedDescription(input.archiveDescription, call), partBytes,
      createdAt: call.now(),
  })
  rests(upload, call)
  return { location: `/${call.account}/vaults/${name}/multipart-uploads/${upload.id}`, uploadId: upload.id }
}

export const UploadMultipartPart: Glacier['UploadMultipartPart'] = async (input, call) => {
  const { upload } = uploadFor(input, call)
  const range = /^bytes (\d+)-(\d+)\/\*$/.exec(input.range ?? '')
  if (range === null) throw invalid(call, `Invalid Content-Range: ${input.range ?? ''}`)
  const [fromByte, sizeBytes] = [Number(range[1]), Number(range[2]) - Number(range[1]) + 1]
  if (fromByte % upload.partBytes !== 0 || sizeBytes < 1 || sizeBytes > upload.partBytes) {
    throw invalid(call, `Content-Range: ${input.range} is incompatible with the part size of ${upload.partBytes}`)
  }
  if (fromByte / upload.partBytes >= mostParts) throw invalid(call, `An archive has at most ${mostParts} parts.`)
  if (input.checksum === undefined) throw call.fault('MissingParameterValueException', 'Required parameter missing: Tree hash')
  const sum = new TreeHash()
  return call.blobs.store(input.body, sum.update, (blob, foundBytes) => {
    if (foundBytes !== sizeBytes) throw invalid(call, `Content-Range: ${input.range} does not match the body's ${foundBytes} bytes`)
    const treeHash = checkedHash(sum, input.checksum!, call)
    uploadFor(input, call)
    const before = call.of(Part).get(upload.id, fromByte)
    call.of(Part).put({ upload: upload.id, fromByte, sizeBytes, treeHash, blob })
    if (before !== undefined) call.blobs.release(before.blob)
    rests(upload, call)
    return { checksum: treeHash }
  })
}

export const CompleteMultipartUpload: Glacier['CompleteMultipartUpload'] = (input, call) => {
  const { vault, upload } = uploadFor(input, call)
  const parts = [...call.of(Part).scan({ within: [upload.id] })]
  const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0)
  const hasGap = parts.some(({ fromByte }, i) => fromByte !== i * upload.partBytes)
    || parts.slice(0, -1).some(part => part.sizeBytes !== upload.partBytes)
  if (parts.length === 0 || hasGap || Number(input.archiveSize) !== sizeBytes) {
    throw invalid(call, `Archive size ${input.archiveSize ?? ''} is not what the uploaded parts make`)
  }
  const treeHash = rootOf(parts.map(part => Buffer.from(part.treeHash, 'hex'))).toString('hex')
  if (treeHash !== input.checksum) {
    throw invalid(call, `Checksum mismatch: expected ${input.checksum ?? ''} but server computed ${treeHash}`)
  }
  const blob = call.blobs.compose(parts.map(part => ({ blob: part.blob })))
  const made = stored(vault, { description: upload.description, blob, sizeBytes, treeHash }, call)
  end(upload, call)
  return made
}

export const AbortMultipartUpload: Glacier['AbortMultipartUpload'] = (input, call) => {
  end(uploadFor(input, call).upload, call)
}

export const ListMultipartUploads: Glacier['ListMultipartUploads'] = function* (input, call) {
  const vault = vaultFor(input, call)
  for (const upload of call.of(Upload).scan({ within: [vault.name] })) yield described(upload, vault, call)
}

export const ListParts: Glacier['ListParts'] = function* (input, call) {
  const { vault, upload } = uploadFor(input, call)
  for (const { fromByte, sizeBytes, treeHash } of call.of(Part).scan({ within: [upload.id] })) {
    yield { RangeInBytes: `${fromByte}-${fromByte + sizeBytes - 1}`, SHA256TreeHash: treeHash }
  }
  return described(upload, vault, call)
}

function described({ id, description, partBytes, createdAt }: Upload, vault: Vault, call: Call) {
  return {
    MultipartUploadId: id, VaultARN: call.arn(Vault, vault), ArchiveDescription: description, PartSizeInBytes: partBytes,
    CreationDate: iso(createdAt),
  }
}

function rests({ vault, id }: Upload, call: Call): void {
  call.setTimer('uploadEnds', id, call.now() + idleMs, vault)
}

/** The timer of an upload that nobody goes on with. */
export function uploadEnds(vault: string, call: Call, { id }: { readonly id: string }): void {
  const upload = call.of(Upload).get(vault, id)
  if (upload !== undefined) end(upload, call)
}

function end(upload: Upload, call: Call): void {
  for (const part of call.of(Part).scan({ within: [upload.id] })) {
    call.of(Part).delete(upload.id, part.fromByte)
    call.blobs.release(part.blob)
  }
  call.cancelTimer('uploadEnds', upload.id)
  call.of(Upload).delete(upload.vault, upload.id)
}
