// Every operation of an installed AWS SDK for JavaScript v3 client against our codec: its request is routed and decoded here, our answers
// and faults are decoded there. It finds differences and judges none of them.

import type { RequestHead } from '../../src/kernel/gateway/request.ts'
import { Router } from '../../src/kernel/gateway/route.ts'
import type { OperationRoute } from '../../src/kernel/gateway/route-types.ts'
import type { ModelCatalogue, ServiceEntry } from '../../src/model/catalogue-face.ts'
import type { OperationModel, ProtocolName, ServiceModel, StructureShape } from '../../src/model/shape.ts'
import { messageMemberOf } from '../../src/wire/fault-shape.ts'
import { parseForm } from '../../src/wire/form.ts'
import type { WireFault } from '../../src/wire/protocol.ts'
import { protocolNamed } from '../../src/wire/protocols.ts'
import type { Findings } from './findings.ts'
import type { CaughtRequest } from './script-client.ts'
import { ScriptClient } from './script-client.ts'
import { fromScript, toScript } from './script-values.ts'
import { live, settled } from './streams.ts'
import type { Fill, Making, Values } from './values.ts'
import { isCode, ValueMaker } from './values.ts'

const context = { requestId: '7a6b1a52-5c1d-5b9e-8c2f-0d6b7f3f0c11' }
const fills: readonly Fill[] = ['all', 'few']

/** Members that the client itself wants to understand, and what they are given instead; undefined leaves them out. */
export interface Substitute { readonly service: string, readonly member: string, readonly value: unknown, readonly reason: string }

/** Tries one installed client (`client-sqs`); which service it is for, its own name for it says. */
export async function tryClient(
  catalogue: ModelCatalogue, packageName: string, substitutes: readonly Substitute[], findings: Findings,
): Promise<void> {
  const client = new ScriptClient(packageName)
  const entry = catalogue.entries.find(({ serviceId }) => serviceId === client.serviceId)
  if (entry === undefined) throw new Error(`assert: no model of ${client.serviceId}`)
  const trial = new Trial(catalogue, entry, client, substitutes.filter(({ service }) => service === entry.id), findings)
  for (const name of client.operationNames) await trial.operation(name)
  client.close()
}

class Trial {
  readonly #service: ServiceModel
  readonly #client: ScriptClient
  readonly #router: Router
  readonly #findings: Findings
  readonly #substitutes: readonly Substitute[]
  readonly #maker = new ValueMaker(2)
  readonly #triedErrors = new Set<string>()

  constructor(
    catalogue: ModelCatalogue, { id }: ServiceEntry, client: ScriptClient, substitutes: readonly Substitute[], findings: Findings,
  ) {
    this.#service = catalogue.service(id)!
    this.#client = client
    this.#router = new Router(catalogue)
    this.#findings = findings
    this.#substitutes = substitutes
  }

  async operation(name: string): Promise<void> {
    const operation = this.#service.operation(name)
    if (operation === undefined) return this.#findings.compare(this.#place(name, 'model'), 'an operation', () => 'none')
    this.#findings.countOperation()
    let protocol = this.#service.protocols[0]!
    for (const fill of fills) protocol = await this.#exchange(operation, fill, protocol)
    for (const shape of operation.errors) {
      if (this.#triedErrors.has(shape.name)) continue
      this.#triedErrors.add(shape.name)
      await this.#fault(operation, shape, protocol)
    }
  }

  /** One call, there and back. → the protocol that the client spoke */
  async #exchange(operation: OperationModel, fill: Fill, guess: ProtocolName): Promise<ProtocolName> {
    const input = this.#maker.root(operation.input, this.#making(guess, 'request', fill))
    let protocol = guess
    let output: Values = {}
    await this.#findings.compare(this.#place(operation.name, 'output'), undefined, async () => {
      const given = await this.#client.send(operation.name, toScript(operation.input, input) as Values, async request => {
        protocol = await this.#caught(operation, request, input, guess)
        output = this.#maker.root(operation.output, this.#making(protocol, 'response', fill))
        return protocolNamed(protocol).encodeResponse(operation, live(operation.output, output), context)
      })
      const received = await fromScript(given)
      await this.#findings.compare(this.#place(operation.name, 'output'), output, () => received)
    })
    return protocol
  }

  /** Routes and decodes what the client sent. */
  async #caught(operation: OperationModel, { head, body }: CaughtRequest, input: Values, guess: ProtocolName): Promise<ProtocolName> {
    const route = this.#route(head, body)
    await this.#findings.compare(this.#place(operation.name, 'route'), `${this.#service.id} ${operation.name}`, () => {
      return route === undefined ? 'none' : `${route.serviceId} ${route.operationName}`
    })
    const protocol = route?.protocol ?? guess
    await this.#findings.compare(this.#place(operation.name, 'input'), input, async () => {
      const request = { ...head, path: route?.path ?? head.path, body }
      const decoded = await settled(operation.input, protocolNamed(protocol).decodeRequest(operation, request))
      return withoutToken(operation, input, decoded)
    })
    return protocol
  }

  #route(head: RequestHead, body: Uint8Array): OperationRoute | undefined {
    const route = this.#router.route(head)
    if (route.kind !== 'action') return route.kind === 'operation' ? route : undefined
    const form = new Map(parseForm(Buffer.from(body).toString()))
    const resolved = this.#router.resolveAction(route, { get: name => form.get(name) }, head)
    return resolved.kind === 'operation' ? resolved : undefined
  }

  async #fault(operation: OperationModel, shape: StructureShape, protocol: ProtocolName): Promise<void> {
    const fault = this.#faultOf(shape, protocol)
    const { code, message, status, fields } = fault
    const input = this.#maker.root(operation.input, this.#making(protocol, 'request', 'few'))
    await this.#findings.compare(this.#place(shape.name, 'fault'), { code, message, status, fields }, async () => {
      try {
        await this.#client.send(operation.name, toScript(operation.input, input) as Values, () => {
          return protocolNamed(protocol).encodeFault(this.#service, operation, fault, context)
        })
        return 'no error'
      } catch (error) {
        return receivedFault(error, fields)
      }
    })
  }

  #faultOf(shape: StructureShape, protocol: ProtocolName): WireFault & { fields: Values } {
    const { status = 400, sender = true } = shape.error ?? {}
    const message = messageMemberOf(shape)
    const fields = this.#maker.root(shape, this.#making(protocol, 'response', 'all'), member => member === message || isCode(member))
    return { code: shape.name, message: 'What & why: <unicode ü>', status, sender, fields }
  }

  #making(protocol: ProtocolName, side: Making['side'], fill: Fill): Making {
    return {
      protocol, side, fill, isScriptClient: true,
      instead: (member, parent) => this.#client.knows(parent.name, member.name)
        ? side === 'request' && member.shape.kind === 'string' ? this.#substitutes.find(one => one.member === member.name) : undefined
        : { value: undefined },
    }
  }

  #place(subject: string, part: string): string {
    return `${this.#service.id} v3 ${subject} ${part}`
  }
}

/** A token that the client made up because the input had none is no difference. */
function withoutToken(operation: OperationModel, input: Values, decoded: Values): Values {
  const name = operation.idempotencyToken?.name
  if (name === undefined || input[name] !== undefined) return decoded
  const { [name]: _, ...others } = decoded
  return others
}

/** What the client threw, with those members that were sent. */
async function receivedFault(error: unknown, fields: Values): Promise<unknown> {
  if (!(error instanceof Error) || !('$metadata' in error)) throw error
  const { httpStatusCode } = error.$metadata as { httpStatusCode?: number }
  const received = Object.entries(error).filter(([name]) => Object.hasOwn(fields, name))
  return { code: error.name, message: error.message, status: httpStatusCode, fields: await fromScript(Object.fromEntries(received)) }
}
