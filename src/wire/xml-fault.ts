// Faults ⇄ the members of an XML `<Error>`, which query, ec2 and rest-xml share; their envelopes differ and are their own.
// Invariant: `Code` and `Message` stand first and once, whatever the error's shape calls its message.

import type { OperationModel, StructureShape } from '../model/shape.ts'
import { errorShapeOf } from './fault-shape.ts'
import type { WireFault } from './protocol.ts'
import type { XmlValues } from './xml-values.ts'
import { element } from './xml-values.ts'
import type { XmlElement } from './xml.ts'
import { escapeText } from './xml.ts'

/** `<Code>…</Code><Message>…</Message>` and the error's further members, in the model's order. */
export function writeFault(values: XmlValues, fault: WireFault, shape: StructureShape | undefined, members = shape?.members): string {
  const code = element('Code', escapeText(shape?.error?.code ?? fault.code))
  const message = fault.message === '' ? '' : element('Message', escapeText(fault.message))
  if (members === undefined || fault.fields === undefined) return code + message
  const fields = Object.entries(fault.fields).filter(([name]) => !isMessage(name))
  return code + message + values.writeMembers(members, Object.fromEntries(fields))
}

/** The text of a child, whatever the case of its first letter. */
export function childText(parent: XmlElement | undefined, name: string): string | undefined {
  return parent?.children.find(child => child.name.toLowerCase() === name.toLowerCase())?.text
}

export function childOf(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return parent?.children.find(child => child.name === name)
}

/** An `<Error>` element → the fault, for the client's side. `error` is undefined where the answer has no body (HEAD). */
export function readFault(values: XmlValues, operation: OperationModel, error: XmlElement | undefined, status: number): WireFault {
  const code = childText(error, 'Code') ?? String(status)
  const shape = errorShapeOf(operation.service, operation, code)
  const type = childText(error, 'Type')
  const members = shape?.members.filter(member => member.location === undefined && !isMessage(member.name))
  const fields = error === undefined || members === undefined ? {} : values.readStructure(members, error)
  return {
    code: shape?.name ?? code,
    message: childText(error, 'Message') ?? '',
    status,
    sender: type === undefined ? status < 500 : type === 'Sender',
    ...(Object.keys(fields).length > 0 && { fields }),
  }
}

/** The member that carries a fault's message; envelopes write it as `Message`. */
export function isMessage(name: string): boolean {
  return name === 'message' || name === 'Message'
}
