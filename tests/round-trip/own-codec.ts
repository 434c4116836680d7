// Every operation of a service through our own codec, both ways, in each protocol that the service answers: input, output and faults.
// It finds differences and judges none of them.

import type { ModelCatalogue } from '../../src/model/catalogue-face.ts'
import type { Member, OperationModel, ServiceModel, StructureShape } from '../../src/model/shape.ts'
import { messageMemberOf } from '../../src/wire/fault-shape.ts'
import { protocolNamed } from '../../src/wire/protocols.ts'
import type { Protocol, WireFault } from '../../src/wire/protocol.ts'
import type { Findings } from './findings.ts'
import { live, settled } from './streams.ts'
import type { Fill, Making, Side, Values } from './values.ts'
import { isCode, ValueMaker } from './values.ts'

const context = { requestId: '7a6b1a52-5c1d-5b9e-8c2f-0d6b7f3f0c11' }
const fills: readonly Fill[] = ['all', 'few']

/** Sends every operation of the service to and fro and notes what came back otherwise. */
export async function tryService(catalogue: ModelCatalogue, id: string, findings: Findings): Promise<void> {
  const service = catalogue.service(id)
  if (service === undefined) throw new Error(`assert: no service ${id}`)
  for (const name of service.protocols) {
    const trial = new Trial(service, protocolNamed(name), findings)
    for (const operationName of service.operationNames) await trial.operation(operationName)
    findings.members += trial.visitedCount
  }
}

class Trial {
  readonly #service: ServiceModel
  readonly #protocol: Protocol
  readonly #findings: Findings
  readonly #maker = new ValueMaker(1)
  readonly #triedErrors = new Set<string>()

  constructor(service: ServiceModel, protocol: Protocol, findings: Findings) {
    this.#service = service
    this.#protocol = protocol
    this.#findings = findings
  }

  get visitedCount(): number {
    return this.#maker.visitedCount
  }

  async operation(name: string): Promise<void> {
    const operation = this.#service.operation(name)
    if (operation === undefined) throw new Error(`assert: no operation ${name}`)
    this.#findings.countOperation()
    for (const fill of fills) {
      await this.#input(operation, this.#maker.root(operation.input, this.#making('request', fill)))
      await this.#output(operation, this.#maker.root(operation.output, this.#making('response', fill)))
    }
    for (const shape of operation.errors) {
      if (this.#triedErrors.has(shape.name)) continue
      this.#triedErrors.add(shape.name)
      this.#fault(operation, shape)
    }
  }

  #making(side: Side, fill: Fill): Making {
    return { protocol: this.#protocol.name, side, fill }
  }

  async #input(operation: OperationModel, input: Values): Promise<void> {
    await this.#findings.compare(this.#place(operation.name, 'input'), input, async () => {
      const request = this.#protocol.encodeRequest(operation, live(operation.input, input))
      return settled(operation.input, this.#protocol.decodeRequest(operation, request))
    })
  }

  async #output(operation: OperationModel, output: Values): Promise<void> {
    await this.#findings.compare(this.#place(operation.name, 'output'), output, async () => {
      const response = this.#protocol.encodeResponse(operation, live(operation.output, output), context)
      const answer = this.#protocol.decodeResponse(operation, response)
      return 'output' in answer ? settled(operation.output, answer.output) : answer
    })
  }

  #fault(operation: OperationModel, shape: StructureShape): void {
    const fault = this.#faultOf(shape)
    const { code, message, status, fields } = fault
    void this.#findings.compare(this.#place(shape.name, 'fault'), { code, message, status, fields }, () => {
      const response = this.#protocol.encodeFault(this.#service, operation, fault, context)
      const answer = this.#protocol.decodeResponse(operation, response)
      if (!('fault' in answer)) return answer
      const received = Object.entries(answer.fault.fields ?? {}).filter(([name]) => fields !== undefined && Object.hasOwn(fields, name))
      return { ...answer.fault, fields: Object.fromEntries(received), sender: undefined }
    })
  }

  #faultOf(shape: StructureShape): WireFault {
    const { status = 400, sender = true } = shape.error ?? {}
    const message = messageMemberOf(shape)
    const envelope = (member: Member): boolean => member === message || member.location === 'statusCode' || isCode(member)
    const fields = this.#maker.root(shape, this.#making('response', 'all'), envelope)
    return { code: shape.name, message: 'What & why: <unicode ü>', status, sender, fields }
  }

  #place(subject: string, part: string): string {
    return `${this.#service.id} ${this.#protocol.name} ${subject} ${part}`
  }
}
