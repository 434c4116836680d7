// Calls any operation of any service in the process: our own codec's request, signed, through the cloud's whole pipeline and back.

import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import type { Cloud } from '../../src/index.ts'
import { signRequest } from '../../src/kernel/identity/signer.ts'
import type { OperationModel } from '../../src/model/shape.ts'
import { gathered } from '../../src/wire/message.ts'
import { protocolNamed } from '../../src/wire/protocols.ts'
import type { Values, WireFault } from '../../src/wire/protocol.ts'

export type Answer = { readonly output: Values, readonly fault?: undefined } | { readonly fault: WireFault, readonly output?: undefined }

/** Whatever calls operations: our own codec, or a client of AWS's. */
export interface Calling { call(operation: OperationModel, input: Values): Promise<Answer> }

type Opened = Awaited<ReturnType<typeof Cloud.open>>

export class Caller implements Calling {
  readonly #handler
  readonly #cloud: Opened

  constructor(cloud: Opened) {
    this.#cloud = cloud
    this.#handler = cloud.client().requestHandler
  }

  async call(operation: OperationModel, input: Values, region = 'us-east-1'): Promise<Answer> {
    const { service } = operation
    const protocol = protocolNamed(service.protocols[0]!)
    const encoded = protocol.encodeRequest(operation, input)
    const hostname = `${service.endpointPrefix}.${region}.amazonaws.com`
    // S3 insists on a word about its body.
    const more: Record<string, string> = service.signingName !== 's3' ? {} : {
      'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', 'content-length': String(gathered(encoded.body).length),
      ...(operation.name === 'DeleteObjects' && { 'content-md5': createHash('md5').update(gathered(encoded.body)).digest('base64') }),
    }
    const signed = signRequest({ ...encoded, headers: { ...encoded.headers, ...more, host: hostname } }, {
      accessKeyId: 'test', secret: 'test', region, service: service.signingName, at: this.#cloud.clock.now(),
    })
    const query: Record<string, string[]> = {}
    for (const [name, value] of new URLSearchParams(signed.query)) (query[name] ??= []).push(value)
    const { response } = await this.#handler.handle({
      method: signed.method, protocol: 'https:', hostname, path: signed.path, query, headers: signed.headers, body: gathered(signed.body),
    })
    const chunks: Buffer[] = []
    for await (const chunk of response.body) chunks.push(chunk as Buffer)
    const { statusCode: status, headers } = response
    return protocol.decodeResponse(operation, { status, headers, body: Buffer.concat(chunks) })
  }
}
