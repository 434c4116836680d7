// The operations of Smithy's malformed-request tests, written by hand in the raw form, and those tests expanded into single requests with
// the answer each demands. Some are refused by a codec; the others (`demandsValidation`) are well-formed and break a constraint, which a
// codec lets pass and a validator refuses with a list of fields.

import type { RawOperation, RawShape } from '../model/raw.ts'
import { readModel } from '../model/reader.ts'
import type { ServiceModel } from '../model/shape.ts'
import type { WireRequest } from './message.ts'
import type { SmithyCase } from './vectors.fixture.ts'
import { requestOf, smithyCases } from './vectors.fixture.ts'

export interface MalformedCase {
  /** The case's id, with the number of its expansion. */
  readonly title: string
  readonly operation: string
  readonly request: WireRequest
  readonly status: number
  /** The fault's code. */
  readonly code: string
  readonly demandsValidation: boolean
  /** What a validator answers: `{ message, fieldList: [{ message, path }] }`. */
  readonly answer?: unknown
}

const structure = (members: Record<string, RawShape>, traits: Partial<RawShape> = {}): RawShape =>
  ({ type: 'structure', members, ...traits })
const list = (member: RawShape, traits: Partial<RawShape> = {}): RawShape => ({ type: 'list', member, ...traits })
const map = (key: RawShape, value: RawShape, traits: Partial<RawShape> = {}): RawShape => ({ type: 'map', key, value, ...traits })
const union = (member: RawShape): RawShape => structure({ first: member, second: member }, { union: true })
const text = (traits: Partial<RawShape> = {}): RawShape => ({ type: 'string', ...traits })
const inHeader = (shape: RawShape, name: string): RawShape => ({ ...shape, location: 'header', locationName: name })
const inQuery = (shape: RawShape, name: string): RawShape => ({ ...shape, location: 'querystring', locationName: name })
const inPath = (shape: RawShape, name: string): RawShape => ({ ...shape, location: 'uri', locationName: name })

/** A scalar in each place where one can travel. */
const everywhere = (type: string): RawShape => structure({
  [`${type}InBody`]: { type },
  [`${type}InPath`]: inPath({ type }, `${type}InPath`),
  [`${type}InQuery`]: inQuery({ type }, `${type}InQuery`),
  [`${type}InHeader`]: inHeader({ type }, `${type}InHeader`),
})

const timestamp = (timestampFormat?: string): RawShape => ({ type: 'timestamp', ...(timestampFormat !== undefined && { timestampFormat }) })
const inBody = (shape: RawShape): RawShape => structure({ timestamp: shape })

const enumerated = text({ enum: ['abc', 'def', 'jkl'] })
const ofLength = text({ min: 2, max: 8 })
const ofPattern = text({ pattern: '^[a-m]+$' })
const ofPatternOverridden = text({ pattern: '^[g-m]+$' })
const lengthList = list(ofLength, { min: 2, max: 8 })
const unique = (member: RawShape): RawShape => list(member, { uniqueItems: true })

const wholeNames = ['Byte', 'Short', 'Integer', 'Long']
const wholeRanges = (least: number, most: number): Record<string, RawShape> => Object.fromEntries(wholeNames.flatMap(name => {
  const type = name.toLowerCase()
  return [[type, { type, min: least, max: most }], [`min${name}`, { type, min: least }], [`max${name}`, { type, max: most }]]
}))

const floatRanges = (least: number, most: number): Record<string, RawShape> => ({
  float: { type: 'float', min: least, max: most }, minFloat: { type: 'float', min: least }, maxFloat: { type: 'float', max: most },
})

const patterned = (shape: RawShape): Record<string, RawShape> => ({ list: list(shape), map: map(shape, shape), union: union(shape) })

/** Input shapes by operation. */
const inputs: Record<string, RawShape> = {
  HttpStringPayload: structure({ payload: text() }, { payload: 'payload' }),
  MalformedAcceptWithBody: structure({}),
  MalformedAcceptWithPayload: structure({}),
  MalformedAcceptWithGenericString: structure({}),
  MalformedBlob: structure({ blob: { type: 'blob' } }),
  MalformedBoolean: everywhere('boolean'),
  MalformedByte: everywhere('byte'),
  MalformedShort: everywhere('short'),
  MalformedInteger: everywhere('integer'),
  MalformedLong: everywhere('long'),
  MalformedFloat: everywhere('float'),
  MalformedDouble: everywhere('double'),
  MalformedContentTypeWithoutBody: structure({}),
  MalformedContentTypeWithoutBodyEmptyInput: structure({ header: inHeader(text(), 'header') }),
  MalformedContentTypeWithBody: structure({ hi: text() }),
  MalformedContentTypeWithPayload: structure({ payload: { type: 'blob', mediaType: 'image/jpeg' } }, { payload: 'payload' }),
  MalformedContentTypeWithGenericString: structure({ payload: text() }, { payload: 'payload' }),
  MalformedList: structure({ bodyList: list(text()) }),
  MalformedMap: structure({ bodyMap: map(text(), text()) }),
  MalformedRequestBody: structure({ int: { type: 'integer' }, float: { type: 'float' } }),
  MalformedString: structure({ blob: inHeader(text({ mediaType: 'application/json' }), 'amz-media-typed-header') }),
  MalformedTimestampBodyDefault: inBody(timestamp()),
  MalformedTimestampBodyDateTime: inBody(timestamp('iso8601')),
  MalformedTimestampBodyHttpDate: inBody(timestamp('rfc822')),
  MalformedTimestampHeaderDefault: inBody(inHeader(timestamp(), 'timestamp')),
  MalformedTimestampHeaderDateTime: inBody(inHeader(timestamp('iso8601'), 'timestamp')),
  MalformedTimestampHeaderEpoch: inBody(inHeader(timestamp('unixTimestamp'), 'timestamp')),
  MalformedTimestampPathDefault: inBody(inPath(timestamp(), 'timestamp')),
  MalformedTimestampPathHttpDate: inBody(inPath(timestamp('rfc822'), 'timestamp')),
  MalformedTimestampPathEpoch: inBody(inPath(timestamp('unixTimestamp'), 'timestamp')),
  MalformedTimestampQueryDefault: inBody(inQuery(timestamp(), 'timestamp')),
  MalformedTimestampQueryHttpDate: inBody(inQuery(timestamp('rfc822'), 'timestamp')),
  MalformedTimestampQueryEpoch: inBody(inQuery(timestamp('unixTimestamp'), 'timestamp')),
  MalformedUnion: structure({ union: structure({ int: { type: 'integer' }, string: text() }, { union: true }) }),
  MalformedEnum: structure({ string: enumerated, stringWithEnumTrait: text({ enum: ['abc', 'def'] }), ...patterned(enumerated) }),
  MalformedLength: structure({
    blob: { type: 'blob', min: 2, max: 8 }, string: ofLength, minString: text({ min: 2 }), maxString: text({ max: 8 }),
    list: lengthList, map: map(ofLength, lengthList, { min: 2, max: 8 }), union: union(ofLength),
  }),
  MalformedLengthOverride: structure({
    blob: { type: 'blob', min: 4, max: 6 }, string: text({ min: 4, max: 6 }), minString: text({ min: 4 }), maxString: text({ max: 6 }),
    list: list(ofLength, { min: 4, max: 6 }), map: map(ofLength, lengthList, { min: 4, max: 6 }), union: union(ofLength),
  }),
  MalformedLengthQueryString: structure({ string: inQuery(ofLength, 'string') }),
  MalformedPattern: structure({ string: ofPattern, evilString: text({ pattern: '^([0-9]+)+$' }), ...patterned(ofPattern) }),
  MalformedPatternOverride: structure({ string: ofPatternOverridden, ...patterned(ofPatternOverridden) }),
  MalformedRange: structure({ ...wholeRanges(2, 8), ...floatRanges(2.2, 8.8) }),
  MalformedRangeOverride: structure({ ...wholeRanges(4, 6), ...floatRanges(4.4, 6.6) }),
  MalformedRequired: structure(
    { string: text(), stringInQuery: inQuery(text(), 'stringInQuery'), stringInHeader: inHeader(text(), 'string-in-headers') },
    { required: ['string', 'stringInQuery', 'stringInHeader'] },
  ),
  MalformedUniqueItems: structure({
    blobList: unique({ type: 'blob' }), booleanList: unique({ type: 'boolean' }), stringList: unique(text()),
    byteList: unique({ type: 'byte' }),
    shortList: unique({ type: 'short' }), integerList: unique({ type: 'integer' }), longList: unique({ type: 'long' }),
    timestampList: unique(timestamp()), dateTimeList: unique(timestamp('iso8601')), httpDateList: unique(timestamp('rfc822')),
    enumList: unique(text({ enum: ['Foo', 'Bar'] })), intEnumList: unique({ type: 'integer' }), listList: unique(list(text())),
    structureList: unique(structure({ hi: text() })), structureListWithNoKey: unique(structure({ hi: text() }, { required: ['hi'] })),
    unionList: unique(structure({ string: text(), integer: { type: 'integer' } }, { union: true })),
  }),
  RecursiveStructures: structure({ union: { shape: 'RecursiveUnion' } }),
  SensitiveValidation: structure({ string: text({ sensitive: true, pattern: '^[a-m]+$' }) }),
}

/** Output shapes, where the answer's media type matters. */
const outputs: Record<string, RawShape> = {
  HttpStringPayload: structure({ payload: text() }, { payload: 'payload' }),
  MalformedAcceptWithBody: structure({ hi: text() }),
  MalformedAcceptWithPayload: structure({ payload: { type: 'blob', mediaType: 'image/jpeg' } }, { payload: 'payload' }),
  MalformedAcceptWithGenericString: structure({ payload: text() }, { payload: 'payload' }),
}

/** URI templates that are not the operation's name after a slash. */
const templates: Record<string, string> = {
  HttpStringPayload: '/StringPayload',
  MalformedTimestampPathDefault: '/MalformedTimestampPathDefault/{timestamp}',
  MalformedTimestampPathHttpDate: '/MalformedTimestampPathHttpDate/{timestamp}',
  MalformedTimestampPathEpoch: '/MalformedTimestampPathEpoch/{timestamp}',
  ...Object.fromEntries(['Boolean', 'Byte', 'Short', 'Integer', 'Long', 'Float', 'Double'].map(name =>
    [`Malformed${name}`, `/Malformed${name}/{${name.toLowerCase()}InPath}`])),
}

/** The model of all those operations, rest-json. */
export function malformedModel(): ServiceModel {
  const operations = Object.fromEntries(Object.keys(inputs).map((name): [string, RawOperation] => [name, {
    http: { method: 'POST', requestUri: templates[name] ?? `/${name}` }, input: { shape: name }, output: { shape: `${name}Output` },
  }]))
  const shapes = {
    ...inputs,
    ...Object.fromEntries(Object.keys(inputs).map(name => [`${name}Output`, outputs[name] ?? structure({})])),
    RecursiveUnion: structure({ string: text({ enum: ['abc', 'def'] }), union: { shape: 'RecursiveUnion' } }, { union: true }),
  }
  return readModel({ metadata: { protocol: 'rest-json' }, operations, shapes })
}

/** Every malformed request, its parameters filled in; none where the vectors are absent. */
export function malformedCases(): MalformedCase[] {
  return smithyCases().filter(each => each.kind === 'malformedRequest').flatMap(expanded)
}

function expanded(each: SmithyCase): MalformedCase[] {
  const parameters = Object.entries(each.testParameters ?? {})
  const count = parameters[0]?.[1].length ?? 1
  return Array.from({ length: count }, (_, index) => {
    // Only a case with parameters is a template, in which `$$` stands for `$`.
    const fill = (template: string): string => template.replace(/\$(?:\$|(\w+):([SL]))/g, (mark, name, form) => {
      if (parameters.length === 0) return mark
      if (mark === '$$') return '$'
      const value = each.testParameters?.[name as string]?.[index] ?? ''
      return form === 'S' ? JSON.stringify(value) : value
    })
    const { method = 'POST', uri = '/', queryParams = [], headers = {}, body } = each.request ?? {}
    const target = [fill(uri), queryParams.map(fill).join('&')].filter(part => part !== '').join('?')
    const filledHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value)]))
    const contents = each.response?.body?.assertion.contents
    const code = each.response?.headers?.['x-amzn-errortype'] ?? ''
    return {
      title: count === 1 ? each.id : `${each.id} ${index + 1}`,
      operation: each.shape ?? '',
      request: requestOf(method, target, filledHeaders, Buffer.from(body === undefined ? '' : fill(body))),
      status: each.response?.code ?? 0,
      code,
      demandsValidation: code === 'ValidationException',
      ...(contents !== undefined && { answer: JSON.parse(fill(contents)) as unknown }),
    }
  })
}
