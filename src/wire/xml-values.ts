// Values ⇄ XML elements by the model, for query, ec2 and rest-xml alike. What envelope stands around them is each protocol's own.
// Readers and writers are compiled per shape on first use and kept in the object that compiled them.
// Invariant: names come from the model; text is always escaped; what is read holds only members that the model knows.

import type { Member, Shape, StructureShape, XmlNamespace } from '../model/shape.ts'
import { setOwn } from './json-text.ts'
import { MalformedRequest } from './message.ts'
import type { Values } from './protocol.ts'
import { readScalar, writeScalar } from './scalar-text.ts'
import type { XmlElement } from './xml.ts'
import { escapeAttribute, escapeText } from './xml.ts'

type Read = (element: XmlElement) => unknown
type Write = (value: unknown) => string

/** How a structure's members are found among the children of an element: by name, each adding what it reads to the values. */
interface StructureReader {
  readonly fields: ReadonlyMap<string, (values: Values, element: XmlElement) => void>
  readonly attributes: readonly Member[]
}

interface StructureWriter {
  readonly fields: readonly { readonly name: string, readonly write: Write }[]
  readonly attributes: readonly Member[]
}

type NameOf = (member: Member) => string

export class XmlValues {
  readonly #readers = new WeakMap<readonly Member[], StructureReader>()
  readonly #writers = new WeakMap<readonly Member[], StructureWriter>()
  readonly #nameOf: NameOf

  /** `nameOf`: where elements are not named by `wireName`. */
  constructor(nameOf: NameOf = member => member.wireName) {
    this.#nameOf = nameOf
  }

  /** The children and attributes of an element → the values of these members. @throws MalformedRequest */
  readStructure(members: readonly Member[], element: XmlElement): Values {
    const { fields, attributes } = this.#reader(members)
    const values: Values = {}
    for (const child of element.children) fields.get(child.name)?.(values, child)
    for (const member of attributes) {
      const text = element.attributes?.get(this.#nameOf(member))
      if (text !== undefined) values[member.name] = scalarOf(member, text)
    }
    return values
  }

  /** One element → the value of a member, whatever its shape. @throws MalformedRequest */
  readElement(member: Member, element: XmlElement): unknown {
    return this.#compileReader(member)(element)
  }

  /** `tag`: the element's name with its namespace declarations, without brackets: `Tagging xmlns="…"`. */
  writeStructure(tag: string, members: readonly Member[], values: Values): string {
    const { fields, attributes } = this.#writer(members)
    let open = tag
    for (const member of attributes) {
      const value = values[member.name]
      if (value !== undefined && value !== null) open += ` ${this.#nameOf(member)}="${escapeAttribute(textOf(member, value))}"`
    }
    return element(open, contentOf(fields, values))
  }

  /** The members' elements alone. */
  writeMembers(members: readonly Member[], values: Values): string {
    return contentOf(this.#writer(members).fields, values)
  }

  /** A member's value in an element of the name given. */
  writeElement(tag: string, member: Member, value: unknown): string {
    return this.#compileWriter(tag, member)(value)
  }

  #reader(members: readonly Member[]): StructureReader {
    let reader = this.#readers.get(members)
    if (reader === undefined) {
      // Where two members share a name, the list wins over the scalar that it replaced (S3's `Events` and `Event`).
      const elements = members.filter(member => member.xmlAttribute !== true)
        .sort((a, b) => Number(a.flattened === true) - Number(b.flattened === true))
      const fields = new Map(elements.map(member => [localName(this.#nameOf(member)), this.#compileField(member)]))
      reader = { fields, attributes: members.filter(member => member.xmlAttribute === true) }
      this.#readers.set(members, reader)
    }
    return reader
  }

  /** The elements of a flattened list and the entries of a flattened map stand among the members. */
  #compileField(member: Member): (values: Values, element: XmlElement) => void {
    const { name, shape } = member
    if (member.flattened === true && shape.kind === 'list') {
      const read = this.#whenNeeded(shape.element)
      return (values, element) => {
        values[name] ??= []
        ;(values[name] as unknown[]).push(read(element))
      }
    }
    if (member.flattened === true && shape.kind === 'map') {
      const add = this.#compileEntry(shape.key, shape.value)
      return (values, element) => {
        values[name] ??= {}
        add(values[name] as Values, element)
      }
    }
    const read = this.#compileReader(member)
    return (values, element) => { values[name] = read(element) }
  }

  #compileReader(member: Member): Read {
    const { shape } = member
    switch (shape.kind) {
      case 'structure': return element => this.readStructure(shape.members, complex(element))
      case 'list': {
        const name = this.#nameOf(shape.element)
        const read = this.#whenNeeded(shape.element)
        return element => complex(element).children.map(child => {
          if (child.name !== name) throw malformed('Unexpected list element termination')
          return read(child)
        })
      }
      case 'map': {
        const add = this.#compileEntry(shape.key, shape.value)
        return element => {
          const values: Values = {}
          for (const entry of complex(element).children) add(values, entry)
          return values
        }
      }
      default: return element => {
        if (element.children.length > 0) throw malformed('Start of structure or map found where not expected.')
        return scalarOf(member, element.text)
      }
    }
  }

  #compileEntry(key: Member, value: Member): (values: Values, entry: XmlElement) => void {
    const keyName = this.#nameOf(key)
    const valueName = this.#nameOf(value)
    const read = this.#whenNeeded(value)
    return (values, entry) => {
      const keyElement = entry.children.find(child => child.name === keyName)
      const valueElement = entry.children.find(child => child.name === valueName)
      if (keyElement === undefined || valueElement === undefined) throw malformed('Unexpected map element termination')
      setOwn(values, keyElement.text, read(valueElement))
    }
  }

  /** Shapes may be recursive: what stands inside a list or map is compiled when the first one is read. */
  #whenNeeded(member: Member): Read {
    let read: Read | undefined
    return element => (read ??= this.#compileReader(member))(element)
  }

  #writer(members: readonly Member[]): StructureWriter {
    let writer = this.#writers.get(members)
    if (writer === undefined) {
      const fields = members.filter(member => member.xmlAttribute !== true).map(member => {
        return { name: member.name, write: this.#compileMember(member) }
      })
      writer = { fields, attributes: members.filter(member => member.xmlAttribute === true) }
      this.#writers.set(members, writer)
    }
    return writer
  }

  /** A member inside a structure: flattened ones have no element around them. */
  #compileMember(member: Member): Write {
    const { shape } = member
    const name = this.#nameOf(member)
    if (member.flattened === true && shape.kind === 'list') return this.#compileList(tagOf(name, shape.element, member), shape.element)
    if (member.flattened === true && shape.kind === 'map') return this.#compileEntries(tagOf(name, member), shape.key, shape.value)
    return this.#compileWriter(tagOf(name, member), member)
  }

  #compileWriter(tag: string, member: Member): Write {
    const { shape } = member
    switch (shape.kind) {
      case 'structure': return value => this.writeStructure(tag, shape.members, value as Values)
      case 'list': {
        const write = this.#compileList(tagOf(this.#nameOf(shape.element), shape.element), shape.element)
        return value => element(tag, write(value))
      }
      case 'map': {
        const write = this.#compileEntries('entry', shape.key, shape.value)
        return value => element(tag, write(value))
      }
      default: return value => element(tag, escapeText(writeScalar(member, shape, value)))
    }
  }

  #compileList(tag: string, member: Member): Write {
    let write: Write | undefined
    return value => {
      write ??= this.#compileWriter(tag, member)
      let text = ''
      for (const item of value as Iterable<unknown>) if (item !== undefined && item !== null) text += write(item)
      return text
    }
  }

  #compileEntries(tag: string, key: Member, value: Member): Write {
    const keyTag = tagOf(this.#nameOf(key), key)
    const valueTag = tagOf(this.#nameOf(value), value)
    let write: Write | undefined
    return entries => {
      write ??= this.#compileWriter(valueTag, value)
      let text = ''
      for (const [name, item] of Object.entries(entries as Values)) {
        if (item !== undefined && item !== null) text += element(tag, element(keyTag, escapeText(name)) + write(item))
      }
      return text
    }
  }
}

/** `Name`, or `Name xmlns="…"`. */
export function withNamespace(name: string, namespace: XmlNamespace | undefined): string {
  if (namespace === undefined) return name
  const attribute = namespace.prefix === undefined ? 'xmlns' : `xmlns:${namespace.prefix}`
  return `${name} ${attribute}="${escapeAttribute(namespace.uri)}"`
}

/** An element of a tag (see `writeStructure`) around content that is XML already. */
export function element(tag: string, content: string): string {
  if (content === '') return `<${tag}/>`
  const space = tag.indexOf(' ')
  return `<${tag}>${content}</${space < 0 ? tag : tag.slice(0, space)}>`
}

function contentOf(fields: StructureWriter['fields'], values: Values): string {
  let content = ''
  for (const { name, write } of fields) {
    const value = values[name]
    if (value !== undefined && value !== null) content += write(value)
  }
  return content
}

/**
 * A member's namespace is declared on its element. One of its structure counts only with a prefix: S3's `Grantee` declares `xsi` there
 * for its attribute `xsi:type`.
 */
function tagOf(name: string, member: Member, list?: Member): string {
  const ofShape = prefixedNamespace(member.shape)
  return withNamespace(name, member.xmlNamespace ?? list?.xmlNamespace ?? ofShape)
}

function prefixedNamespace(shape: Shape): XmlNamespace | undefined {
  const namespace = (shape as Partial<StructureShape>).xmlNamespace
  return namespace?.prefix === undefined ? undefined : namespace
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function textOf(member: Member, value: unknown): string {
  const { shape } = member
  if (shape.kind === 'structure' || shape.kind === 'list' || shape.kind === 'map') throw new Error(`assert: ${member.name} is no scalar`)
  return writeScalar(member, shape, value)
}

function scalarOf(member: Member, text: string): unknown {
  const { shape } = member
  if (shape.kind === 'structure' || shape.kind === 'list' || shape.kind === 'map') throw new Error(`assert: ${member.name} is no scalar`)
  const value = readScalar(member, shape, text)
  if (value === undefined) throw malformed(`Invalid ${shape.kind} value for ${member.name}`)
  return value
}

function complex(element: XmlElement): XmlElement {
  if (element.children.length === 0 && element.text.trim() !== '') throw malformed('Unexpected complex element termination')
  return element
}

/** CloudFront's and the query services' code and words for a value of the wrong kind, as clients of theirs report them. */
function malformed(message: string): MalformedRequest {
  return new MalformedRequest(message, 'MalformedInput')
}
