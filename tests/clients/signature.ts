// Signs bare requests by Signature Version 4, with the SDK's own signer: for requests that no client of today sends by itself.

import { createHash, createHmac } from 'node:crypto'
import type { Hash, Hmac } from 'node:crypto'
import { SignatureV4 } from '@smithy/signature-v4'
import type { Caller, PresignedUrl } from './client.ts'
import type { HttpRequest } from './cloud.ts'

/** The hash in the form that the signer asks for. */
class Sha256 {
  readonly #hash: Hash | Hmac

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    const key = typeof secret === 'string' ? Buffer.from(secret) : secret && bytesIn(secret)
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', key)
  }

  update(part: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(typeof part === 'string' ? Buffer.from(part) : bytesIn(part))
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest()
  }

  reset(): void {
    throw new Error('assert: the signer does not use a hash twice')
  }
}

function bytesIn(value: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : new Uint8Array(value)
}

function signerOf({ region, keys }: Caller, service: string): SignatureV4 {
  if (keys === undefined) throw new Error('assert: whoever signs has keys')
  const { accessKeyId, secretAccessKey, sessionToken } = keys
  return new SignatureV4({
    service, region, sha256: Sha256,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
  })
}

function parts({ method, url, headers = {}, body }: HttpRequest) {
  const { protocol, host, hostname, port, pathname, searchParams } = new URL(url)
  return {
    method, protocol, hostname, body, path: pathname,
    ...(port !== '' && { port: Number(port) }),
    headers: { host, ...headers },
    query: Object.fromEntries(searchParams),
  }
}

/** The request with its signature in the header `Authorization`. */
export async function signed(request: HttpRequest, caller: Caller, service: string): Promise<HttpRequest> {
  const { headers } = await signerOf(caller, service).sign(parts(request))
  return { ...request, headers }
}

/** The request with its signature in its query, good from `signedAt` (epoch ms) on. */
export async function presigned(
  request: HttpRequest, caller: Caller, service: string, expiresIn: number, signedAt = Date.now(),
): Promise<PresignedUrl> {
  const { query } = await signerOf(caller, service).presign(parts(request), {
    expiresIn, signingDate: new Date(signedAt), unhoistableHeaders: new Set(Object.keys(request.headers ?? {})),
  })
  const url = new URL(request.url)
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, String(value))
  return { url: url.href, headers: request.headers ?? {} }
}

/** GetCallerIdentity as EKS wants it signed. */
export function presignedIdentity(endpoint: string, caller: Caller, cluster: string): Promise<PresignedUrl> {
  const url = `${endpoint}/?Action=GetCallerIdentity&Version=2011-06-15`
  return presigned({ method: 'GET', url, headers: { 'x-k8s-aws-id': cluster } }, caller, 'sts', 60)
}
