// The scanner against good documents, hostile ones and random ones; the writer by what the scanner reads back.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MalformedRequest } from './message.ts'
import { seededBytes } from './random.fixture.ts'
import type { XmlElement } from './xml.ts'
import { escapeAttribute, escapeText, parseXml } from './xml.ts'

const utf8 = (text: string): Uint8Array => Buffer.from(text)

/** `name`, `name=text` or `name(children)`, attributes as `[a=b]`: short enough to read in a table. */
function drawn(element: XmlElement): string {
  const attributes = [...element.attributes ?? []].map(([name, value]) => `[${name}=${value}]`).join('')
  if (element.children.length > 0) return `${element.name}${attributes}(${element.children.map(drawn).join(' ')})`
  return element.text === '' ? element.name + attributes : `${element.name}${attributes}=${element.text}`
}

const wellFormed: [string, string][] = [
  ['<a/>', 'a'],
  ['<a></a>', 'a'],
  ['<a />', 'a'],
  ['<a\n></a\t>', 'a'],
  ['<a>text</a>', 'a=text'],
  ['<a>  kept  </a>', 'a=  kept  '],
  ['<a><b>1</b><c/></a>', 'a(b=1 c)'],
  ['<a>\n  <b>1</b>\n</a>', 'a(b=1)'],
  ['<?xml version="1.0"?><a/>', 'a'],
  ['<?xml version=\'1.0\' encoding=\'utf-8\' standalone="yes"?>\n<a/>\n', 'a'],
  ['<?xml version="1.1" encoding="US-ASCII"?><a/>', 'a'],
  ['\ufeff<a/>', 'a'],
  ['<!-- before --><a><!-- in > side --></a><!-- after -->', 'a'],
  ['<a>one<!-- two -->three</a>', 'a=onethree'],
  ['<a><![CDATA[<b>&amp;]]></a>', 'a=<b>&amp;'],
  ['<a><![CDATA[]]>x<![CDATA[ y]]></a>', 'a=x y'],
  ['<a><?style here?>x</a>', 'a=x'],
  ['<a>&lt;&gt;&amp;&quot;&apos;</a>', 'a=<>&"\''],
  ['<a>&#65;&#x42;&#x1F639;</a>', 'a=AB😹'],
  ['<a>&#13;&#10;&#x1;</a>', 'a=\r\n\x01'],
  ['<a>one\r\ntwo\rthree</a>', 'a=one\ntwo\nthree'],
  ['<a b="1" c=\'"2"\'/>', 'a[b=1][c="2"]'],
  ['<a b = "1"\n c="&lt;&#10;"/>', 'a[b=1][c=<\n]'],
  ['<a b="one\ntwo\tthree"/>', 'a[b=one two three]'],
  ['<x:a xmlns:x="u"><x:b x:c="1"/></x:a>', 'a[xmlns:x=u](b[x:c=1])'],
  ['<G xmlns:xsi="u" xsi:type="CanonicalUser"><ID>1</ID></G>', 'G[xmlns:xsi=u][xsi:type=CanonicalUser](ID=1)'],
  ['<Größe>é</Größe>', 'Größe=é'],
  ['<a-b.c_1/>', 'a-b.c_1'],
  ['<a><constructor/><__proto__>x</__proto__></a>', 'a(constructor __proto__=x)'],
  [`${'<a>'.repeat(256)}${'</a>'.repeat(256)}`, `${'a('.repeat(255)}a${')'.repeat(255)}`],
]

for (const [document, expected] of wellFormed) {
  test(`reads ${JSON.stringify(document.slice(0, 60))}`, () => assert.equal(drawn(parseXml(utf8(document))), expected))
}

const laughs = Array.from({ length: 10 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`).join('')

const hostile: Record<string, string | Uint8Array> = {
  'nothing': '',
  'only white space': ' \n ',
  'text alone': 'hello',
  'JSON': '{"a":1}',
  'billion laughs': `<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]><a>&l10;</a>`,
  'an external entity': '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
  'a parameter entity': '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://169.254.169.254/">%x;]><a/>',
  'an external document type': '<!DOCTYPE a SYSTEM "http://example.com/a.dtd"><a/>',
  'a bare document type': '<!DOCTYPE a><a/>',
  'a declaration inside': '<a><!ELEMENT b ANY></a>',
  'an unknown entity': '<a>&nbsp;</a>',
  'an entity of JavaScript': '<a>&constructor;</a>',
  'an unfinished entity': '<a>&amp</a>',
  'a lone ampersand': '<a>a & b</a>',
  'a reference to NUL': '<a>&#0;</a>',
  'a reference to a surrogate': '<a>&#xD800;</a>',
  'a reference beyond Unicode': '<a>&#x110000;</a>',
  'a reference that is huge': `<a>&#${'9'.repeat(5000)};</a>`,
  'an empty reference': '<a>&#;</a>',
  'a negative reference': '<a>&#-1;</a>',
  'an unknown entity in an attribute': '<a b="&x;"/>',
  'NUL': '<a>\0</a>',
  'NUL in a name': '<a\0/>',
  'a control character': '<a>\x08</a>',
  'U+FFFE': '<a>\ufffe</a>',
  'broken UTF-8': Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]),
  'overlong UTF-8': Buffer.from([0x3c, 0x61, 0x3e, 0xc0, 0xbc, 0x3c, 0x2f, 0x61, 0x3e]),
  'half a UTF-8 sequence': Buffer.from([0x3c, 0x61, 0x3e, 0xe2, 0x82]),
  'a surrogate in UTF-8': Buffer.from([0x3c, 0x61, 0x3e, 0xed, 0xa0, 0x80, 0x3c, 0x2f, 0x61, 0x3e]),
  'UTF-16': Buffer.from('\ufeff<a/>', 'utf16le'),
  'another encoding': '<?xml version="1.0" encoding="ISO-8859-1"?><a/>',
  'UTF-7': '<?xml version="1.0" encoding="UTF-7"?><a>+ADw-</a>',
  'a declaration without a version': '<?xml encoding="utf-8"?><a/>',
  'a declaration without an end': '<?xml version="1.0" <a/>',
  'white space before the declaration': ' <?xml version="1.0"?><a/>',
  'two declarations': '<?xml version="1.0"?><?xml version="1.0"?><a/>',
  'unclosed': '<a><b></b>',
  'never opened': '</a>',
  'crossed': '<a><b></a></b>',
  'closed by a longer name': '<a></ab>',
  'closed by a shorter name': '<ab></a>',
  'closed by another prefix': '<x:a></y:a>',
  'another case': '<a></A>',
  'two roots': '<a/><b/>',
  'text after the root': '<a/>b',
  'text before the root': 'b<a/>',
  'CDATA outside the root': '<![CDATA[x]]><a/>',
  'a tag cut short': '<a',
  'a tag cut at its slash': '<a/',
  'an end tag cut short': '<a></a',
  'attributes in an end tag': '<a></a b="1">',
  'a space before the name': '< a/>',
  'a name that starts with a digit': '<1a/>',
  'a name that starts with a dash': '<-a/>',
  'two colons': '<a:b:c/>',
  'an empty prefix': '<:a/>',
  'an attribute twice': '<a b="1" b="2"/>',
  'an attribute without quotes': '<a b=1/>',
  'an attribute without a value': '<a b/>',
  'an attribute without an end': '<a b="1/>',
  'an attribute with a bracket': '<a b="<"/>',
  'attributes without a space': '<a b="1"c="2"/>',
  'mixed quotes': '<a b="1\'/>',
  'a comment without an end': '<a><!-- </a>',
  'a comment with two dashes': '<a><!-- -- --></a>',
  'a comment with three dashes': '<a><!-- ---></a>',
  'CDATA without an end': '<a><![CDATA[ </a>',
  'the end of CDATA alone': '<a>]]></a>',
  'lower-case CDATA': '<a><![cdata[x]]></a>',
  'an instruction without an end': '<a><?x </a>',
  'an instruction without a name': '<a><? x?></a>',
  '257 levels': `${'<a>'.repeat(257)}${'</a>'.repeat(257)}`,
  '100,000 levels': '<a>'.repeat(100_000),
  'too many elements': `<a>${'<b/>'.repeat(250_001)}</a>`,
  'too many attributes': `<a ${Array.from({ length: 250_001 }, (_, index) => `b${index}=""`).join(' ')}/>`,
  'more than 16 MiB': `<a>${'x'.repeat(16 * 1024 * 1024)}</a>`,
}

for (const [title, document] of Object.entries(hostile)) {
  test(`refuses ${title}`, () => {
    assert.throws(() => parseXml(typeof document === 'string' ? utf8(document) : document), (error: unknown) => {
      return error instanceof MalformedRequest && error.status === 400 && error.code === 'MalformedInput'
    })
  })
}

test('reads an attribute of 10 MB', () => {
  const value = 'x'.repeat(10_000_000)
  assert.equal(parseXml(utf8(`<a b="${value}"/>`)).attributes?.get('b'), value)
})

test('reads a text cut into many pieces', () => {
  assert.equal(parseXml(utf8(`<a>${'x<!---->'.repeat(100_000)}</a>`)).text, 'x'.repeat(100_000))
})

test('escapes what readers would change or choke on, and nothing else', () => {
  assert.equal(escapeText('<a href="x">&\'\r\n\t</a>\x01é😹'), '&lt;a href=&quot;x&quot;&gt;&amp;\'&#xD;\n\t&lt;/a&gt;&#x1;é😹')
  assert.equal(escapeAttribute('one\ntwo\t"'), 'one&#xA;two&#x9;&quot;')
})

/** Numbers below a bound, the same ones on every run. */
function seeded(seed: number): (below: number) => number {
  const bytes = seededBytes(seed)
  return below => Buffer.from(bytes(4)).readUInt32LE() % below
}

const alphabet = [
  'a', 'Z', '0', ' ', '\n', '\t', '\r', '<', '>', '&', '"', '\'', ']]>', '&amp;', '\x01', '\x1f', '\x7f', '\x85', '\u2028', 'é',
  '😹', '\uffff',
]

test('what is written is read back, whatever the characters', () => {
  const random = seeded(7)
  for (let round = 0; round < 2000; round++) {
    const text = Array.from({ length: random(12) }, () => alphabet[random(alphabet.length)]).join('')
    const { attributes, children } = parseXml(utf8(`<a b="${escapeAttribute(text)}"><c>${escapeText(text)}</c></a>`))
    assert.equal(attributes?.get('b'), text)
    assert.equal(children[0]?.text, text)
  }
})

test('random documents and bytes are read or refused, and nothing else', () => {
  const random = seeded(11)
  const pieces = [
    '<', '>', '/', '</', '<a', '<a>', '</a>', '=', '"', '\'', ' ', 'a', 'b:c', '&', ';', '&#x41;', '<!--', '-->', '<![CDATA[', ']]>', '<?',
    '?>', '\0', 'é',
  ]
  let read = 0
  for (let round = 0; round < 5000; round++) {
    const bytes = round % 2 === 0
      ? utf8(`<a>${Array.from({ length: random(10) }, () => pieces[random(pieces.length)]).join('')}</a>`)
      : Uint8Array.from({ length: random(40) }, () => random(256))
    try {
      parseXml(bytes)
      read++
    } catch (error) {
      assert.ok(error instanceof MalformedRequest, String(error))
    }
  }
  assert.ok(read > 100, 'some of them are well formed')
})
