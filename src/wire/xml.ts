// XML text ⇄ a tree of elements, for the protocols that speak XML. It knows no shapes: `xml-values.ts` walks the tree by the model.
// The scanner is strict and bounded (https://www.w3.org/TR/xml/): no document type, no entities but the five and numeric references, no
// control characters, proper nesting. Invariant: time and memory grow linearly with the bytes, and it throws nothing but MalformedRequest.

import { isUtf8 } from 'node:buffer'
import { MalformedRequest } from './message.ts'

export interface XmlElement {
  /** Without its namespace prefix. */
  readonly name: string
  /** As written, `xsi:type` and `xmlns` included; undefined when there are none. */
  readonly attributes: ReadonlyMap<string, string> | undefined
  readonly children: readonly XmlElement[]
  /** The character data directly inside; what stands between child elements is gathered here too. */
  readonly text: string
}

export interface XmlLimits {
  readonly sizeBytes: number
  /** Elements and attributes together */
  readonly elements: number
  readonly depth: number
}

/** A CompleteMultipartUpload of 10,000 parts with checksums, the largest request in XML, stays well below these. */
export const requestLimits: XmlLimits = { sizeBytes: 16 * 1024 * 1024, elements: 250_000, depth: 256 }

/** Answers come from ourselves or from AWS, and may be as large as they are. */
export const answerLimits: XmlLimits = { sizeBytes: 512 * 1024 * 1024, elements: Infinity, depth: 256 }

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n'

const name = /[A-Za-z_\u00c0-\ufffd][-A-Za-z0-9._\u00b7\u00c0-\ufffd]*(?::[A-Za-z_\u00c0-\ufffd][-A-Za-z0-9._\u00b7\u00c0-\ufffd]*)?/y
// Raw control characters are no XML; as references they are read, since S3 writes keys so (XML 1.1 allows all but NUL).
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/
const reference = /&(?:(amp|lt|gt|quot|apos)|#x([0-9A-Fa-f]{1,8})|#([0-9]{1,8}));|&/g
const declaration = /^<\?xml\s[^?]*?version\s*=\s*["']1\.[01]["'][^?]*\?>/
const declaredEncoding = /\sencoding\s*=\s*["']([A-Za-z0-9._-]*)["']/
const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const noChildren: readonly XmlElement[] = []

interface OpenElement {
  name: string
  /** With its prefix: the end tag must repeat it. */
  tag: string
  attributes: Map<string, string> | undefined
  children: XmlElement[] | undefined
  text: string
}

/** Bytes → the root element. @throws MalformedRequest */
export function parseXml(bytes: Uint8Array, limits: XmlLimits = requestLimits): XmlElement {
  if (bytes.byteLength > limits.sizeBytes) throw malformed('the document is too large')
  if (!isUtf8(bytes)) throw malformed('the document is not UTF-8')
  let text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  if (text.charCodeAt(0) === 0xfeff) text = text.slice(1)
  if (forbidden.test(text)) throw malformed('a character is not allowed in XML')
  // https://www.w3.org/TR/xml/#sec-line-ends
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n')
  return new Scanner(text, limits).document()
}

class Scanner {
  readonly #text: string
  readonly #limits: XmlLimits
  readonly #hasSectionEnd: boolean
  #at = 0
  #elements = 0

  constructor(text: string, limits: XmlLimits) {
    this.#text = text
    this.#limits = limits
    this.#hasSectionEnd = text.includes(']]>')
  }

  document(): XmlElement {
    this.#prologue()
    let root: XmlElement | undefined
    const open: OpenElement[] = []
    const text = this.#text
    while (this.#at < text.length) {
      const mark = text.indexOf('<', this.#at)
      this.#characters(open.at(-1), mark < 0 ? text.length : mark)
      if (mark < 0) break
      this.#at = mark
      const next = text.charCodeAt(mark + 1)
      if (next === slash) {
        const closed = this.#endTag(open.pop())
        if (open.length === 0) root = closed
        else append(open.at(-1), closed)
      } else if (next === exclamation) {
        this.#commentOrSection(open.at(-1))
      } else if (next === question) {
        this.#instruction()
      } else {
        if (root !== undefined) throw malformed('there is more than one root element')
        const selfClosed = this.#startTag(open)
        if (selfClosed !== undefined && open.length === 0) root = selfClosed
        else if (selfClosed !== undefined) append(open.at(-1), selfClosed)
      }
    }
    if (open.length > 0) throw malformed(`the element ${open.at(-1)?.tag} is not closed`)
    if (root === undefined) throw malformed('there is no root element')
    return root
  }

  #prologue(): void {
    if (!this.#text.startsWith('<?xml') || !isSpace(this.#text.charCodeAt(5))) return
    const end = this.#text.indexOf('?>')
    const head = end < 0 || end > 200 ? undefined : this.#text.slice(0, end + 2)
    if (head === undefined || !declaration.test(head)) throw malformed('the XML declaration is malformed')
    const encoding = declaredEncoding.exec(head)?.[1]?.toLowerCase()
    if (encoding !== undefined && encoding !== 'utf-8' && encoding !== 'us-ascii') throw malformed('the encoding is not UTF-8')
    this.#at = head.length
  }

  #characters(element: OpenElement | undefined, end: number): void {
    if (end === this.#at) return
    const raw = this.#text.slice(this.#at, end)
    if (this.#hasSectionEnd && raw.includes(']]>')) throw malformed('"]]>" stands outside a CDATA section')
    if (element !== undefined) element.text += resolved(raw)
    else if (raw.trim() !== '') throw malformed('there is text outside the root element')
  }

  /** @returns the element when it closes itself; otherwise it is pushed on `open`. */
  #startTag(open: OpenElement[]): XmlElement | undefined {
    if (++this.#elements > this.#limits.elements) throw malformed('there are too many elements')
    if (open.length >= this.#limits.depth) throw malformed('elements are nested too deeply')
    this.#at++
    const tag = this.#name()
    const attributes = this.#attributes()
    const local = tag.slice(tag.indexOf(':') + 1)
    if (this.#text.charCodeAt(this.#at) === slash) {
      this.#at += 2
      return { name: local, attributes, children: noChildren, text: '' }
    }
    this.#at++
    open.push({ name: local, tag, attributes, children: undefined, text: '' })
    return undefined
  }

  /** Leaves the position at '>' or at '/>'. */
  #attributes(): Map<string, string> | undefined {
    let attributes: Map<string, string> | undefined
    for (;;) {
      const spaced = this.#space()
      const code = this.#text.charCodeAt(this.#at)
      if (code === greaterThan || (code === slash && this.#text.charCodeAt(this.#at + 1) === greaterThan)) return attributes
      if (!spaced) throw malformed('an attribute is malformed')
      if (++this.#elements > this.#limits.elements) throw malformed('there are too many attributes')
      const attribute = this.#name()
      this.#space()
      if (this.#text.charCodeAt(this.#at) !== equals) throw malformed('an attribute has no value')
      this.#at++
      this.#space()
      const value = this.#quoted()
      attributes ??= new Map()
      if (attributes.has(attribute)) throw malformed(`the attribute ${attribute} stands twice`)
      attributes.set(attribute, value)
    }
  }

  #quoted(): string {
    const quote = this.#text[this.#at]
    if (quote !== '"' && quote !== "'") throw malformed('an attribute value has no quotes')
    const end = this.#text.indexOf(quote, this.#at + 1)
    if (end < 0) throw malformed('an attribute value is not closed')
    const raw = this.#text.slice(this.#at + 1, end)
    if (raw.includes('<')) throw malformed('"<" stands in an attribute value')
    this.#at = end + 1
    // https://www.w3.org/TR/xml/#AVNormalize
    return resolved(raw.replace(/[\t\n]/g, ' '))
  }

  #endTag(element: OpenElement | undefined): XmlElement {
    if (element === undefined || !this.#text.startsWith(element.tag, this.#at + 2)) throw malformed('an end tag does not match')
    this.#at += 2 + element.tag.length
    this.#space()
    if (this.#text.charCodeAt(this.#at) !== greaterThan) throw malformed('an end tag does not match')
    this.#at++
    return { name: element.name, attributes: element.attributes, children: element.children ?? noChildren, text: element.text }
  }

  #commentOrSection(element: OpenElement | undefined): void {
    if (this.#text.startsWith('<!--', this.#at)) {
      const end = this.#text.indexOf('--', this.#at + 4)
      if (end < 0 || this.#text.charCodeAt(end + 2) !== greaterThan) throw malformed('a comment is malformed')
      this.#at = end + 3
    } else if (this.#text.startsWith('<![CDATA[', this.#at) && element !== undefined) {
      const end = this.#text.indexOf(']]>', this.#at + 9)
      if (end < 0) throw malformed('a CDATA section is not closed')
      element.text += this.#text.slice(this.#at + 9, end)
      this.#at = end + 3
    } else {
      throw malformed('a document type or other declaration is not allowed')
    }
  }

  #instruction(): void {
    const end = this.#text.indexOf('?>', this.#at + 2)
    if (end < 0) throw malformed('a processing instruction is not closed')
    this.#at += 2
    if (this.#name().toLowerCase() === 'xml') throw malformed('an XML declaration stands inside the document')
    this.#at = end + 2
  }

  #name(): string {
    name.lastIndex = this.#at
    const match = name.exec(this.#text)
    if (match === null) throw malformed('a name is malformed')
    this.#at = name.lastIndex
    return match[0]
  }

  #space(): boolean {
    const start = this.#at
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at++
    return this.#at > start
  }
}

const exclamation = 0x21
const slash = 0x2f
const equals = 0x3d
const greaterThan = 0x3e
const question = 0x3f

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d
}

function append(parent: OpenElement | undefined, child: XmlElement): void {
  if (parent === undefined) return
  if (parent.children === undefined) parent.children = [child]
  else parent.children.push(child)
}

function resolved(raw: string): string {
  if (!raw.includes('&')) return raw
  return raw.replace(reference, (whole: string, entity?: string, hexadecimal?: string, decimal?: string) => {
    if (entity !== undefined) return named[entity] ?? whole
    const code = hexadecimal !== undefined ? parseInt(hexadecimal, 16) : decimal !== undefined ? parseInt(decimal, 10) : 0
    const surrogate = code >= 0xd800 && code <= 0xdfff
    if (code === 0 || surrogate || code > 0x10ffff) throw malformed('a reference names no character')
    return String.fromCodePoint(code)
  })
}

/** The code is CloudFront's and that of the query services; a protocol may name its own. */
function malformed(reason: string): MalformedRequest {
  return new MalformedRequest(`The XML document is not well formed: ${reason}`, 'MalformedInput')
}

const special = /[&<>"\0-\x08\x0b-\x1f\ufffe\uffff]/
const specials = /[&<>"\0-\x08\x0b-\x1f\ufffe\uffff]/g
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/**
 * Character data. Quotes are escaped as S3 does (`<ETag>&quot;…&quot;</ETag>`); carriage returns because readers turn bare ones into line
 * feeds; other control characters because XML 1.0 has no other form
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html, "XML related object key constraints").
 */
export function escapeText(text: string): string {
  return special.test(text) ? text.replace(specials, escapeOne) : text
}

/** An attribute value, to stand in double quotes: readers turn bare line feeds and tabs into spaces. */
export function escapeAttribute(text: string): string {
  return escapeText(text).replace(/[\t\n]/g, escapeOne)
}

function escapeOne(character: string): string {
  return escapes[character] ?? `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`
}
