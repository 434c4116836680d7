// Protocol Buffers out: the binary form of messages, field by field, as far as it is needed here: texts, messages, doubles, fixed 64 bits.
// Which number a field has is its message's to know. Source: "Encoding", Protocol Buffers documentation.

const wire = { fixed64: 1, bytes: 2 } as const

export type ProtobufField = Uint8Array

/** A whole number from 0 on, seven bits a byte, the lowest first. */
export function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let left = value
  for (; left >= 0x80; left = Math.floor(left / 0x80)) bytes.push(left % 0x80 | 0x80)
  return Uint8Array.from([...bytes, left])
}

export function textField(number: number, text: string): ProtobufField {
  return messageField(number, Buffer.from(text))
}

/** @param parts the fields of the message */
export function messageField(number: number, ...parts: readonly Uint8Array[]): ProtobufField {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([tag(number, wire.bytes), varint(length), ...parts])
}

export function doubleField(number: number, value: number): ProtobufField {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(value)
  return Buffer.concat([tag(number, wire.fixed64), bytes])
}

export function fixed64Field(number: number, value: bigint): ProtobufField {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(value)
  return Buffer.concat([tag(number, wire.fixed64), bytes])
}

function tag(number: number, kind: number): Uint8Array {
  return varint(number * 8 + kind)
}
