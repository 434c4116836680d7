// Shapes of the operations (or single cases) of Smithy's protocol tests that the botocore-form vectors lack, written by hand in the raw
// form from the parameters of the cases. One model serves all protocols: what a protocol does not know (locations, in RPC) it must ignore.

import type { RawModel, RawShape } from '../model/raw.ts'

const reference = (shape: string): RawShape => ({ shape })
const list = (member: RawShape, sparse = false): RawShape => ({ type: 'list', member, ...(sparse && { sparse }) })
const map = (value: RawShape, sparse = false): RawShape => ({ type: 'map', key: { type: 'string' }, value, ...(sparse && { sparse }) })
const structure = (members: Record<string, RawShape>, traits: Partial<RawShape> = {}): RawShape =>
  ({ type: 'structure', members, ...traits })

const text: RawShape = { type: 'string' }
const integer: RawShape = { type: 'integer' }
const boolean: RawShape = { type: 'boolean' }
const greeting = structure({ hi: text })
const header = (name: string): RawShape => ({ type: 'string', location: 'header', locationName: name })
const label = (name: string): RawShape => ({ type: 'string', location: 'uri', locationName: name })

const streaming = (traits: Partial<RawShape>): RawShape =>
  structure({ foo: header('X-Foo'), blob: { type: 'blob', ...traits } }, { payload: 'blob' })

const sparseMaps: Record<string, RawShape> = {
  sparseStructMap: map(greeting, true),
  sparseNumberMap: map(integer, true),
  sparseBooleanMap: map(boolean, true),
  sparseStringMap: map(text, true),
  sparseSetMap: map(list(text), true),
}

export const smithyShapes: RawModel['shapes'] = {
  ContentTypeParameters: structure({ value: integer }),
  QueryIncompatibleOperation: structure({}),
  SparseNullsOperation: structure({ sparseStringList: list(text, true), sparseStringMap: map(text, true) }),
  SparseJsonLists: structure({ sparseStringList: list(text, true), sparseShortList: list({ type: 'short' }, true) }),
  SparseJsonMaps: structure(sparseMaps),
  RpcV2CborSparseMaps: structure(sparseMaps),
  RpcV2CborUnions: structure({ contents: reference('NestedUnion'), otherValue: text }),
  RestJsonSerializeNestedUnionValue: structure({ contents: reference('NestedUnion') }),
  RestJsonDeserializeNestedUnionValue: structure({ contents: reference('NestedUnion') }),
  NestedUnion: structure({ stringValue: text, unionValue: reference('NestedUnion') }, { union: true }),
  Predict: structure({ MLModelId: text, Record: map(text), PredictEndpoint: text }),
  AcceptHeaderStarService: structure({}),
  NullAndEmptyHeadersServer: structure({
    a: header('X-A'), b: header('X-B'), c: { type: 'list', member: text, location: 'header', locationName: 'X-C' },
  }),
  HttpPayloadTraitsWithMediaType: streaming({ mediaType: 'text/plain' }),
  HttpEmptyPrefixHeaders: structure({
    prefixHeaders: { ...map(text), location: 'headers', locationName: '' }, specificHeader: header('hello'),
  }),
  ResponseCodeRequired: structure({ responseCode: { type: 'integer', location: 'statusCode' } }),
  ResponseCodeHttpFallback: structure({}),
  GetRestApis: structure({ limit: { type: 'integer', location: 'querystring', locationName: 'limit' } }),
  UploadArchive: structure(
    { accountId: label('accountId'), vaultName: label('vaultName'), body: { type: 'blob', streaming: true } }, { payload: 'body' },
  ),
  StreamingTraits: streaming({ streaming: true }),
  StreamingTraitsRequireLength: streaming({ streaming: true, requiresLength: true }),
  StreamingTraitsWithMediaType: streaming({ streaming: true, mediaType: 'text/plain' }),
  PostPlayerAction: structure({ action: structure({ quit: structure({}) }, { union: true }) }),
  RecursiveStructures: structure({ union: reference('RecursiveUnionOne') }),
  RecursiveUnionOne: structure({ string: text, union: reference('RecursiveUnionTwo') }, { union: true }),
  RecursiveUnionTwo: structure({ string: text, union: reference('RecursiveUnionOne') }, { union: true }),
  KitchenSink: structure({
    String: text, Integer: integer, Boolean: boolean, Long: { type: 'long' }, Float: { type: 'float' }, Double: { type: 'double' },
    Blob: { type: 'blob' }, JsonValue: { type: 'string', jsonvalue: true },
    Timestamp: { type: 'timestamp' }, Iso8601Timestamp: { type: 'timestamp', timestampFormat: 'iso8601' },
    HttpdateTimestamp: { type: 'timestamp', timestampFormat: 'rfc822' },
    UnixTimestamp: { type: 'timestamp', timestampFormat: 'unixTimestamp' },
    ListOfStrings: list(text), ListOfMapsOfStrings: list(map(text)), ListOfStructs: list(structure({ Value: text })),
    RecursiveList: list(reference('KitchenSink')), MapOfStrings: map(text), MapOfListsOfStrings: map(list(text)),
    MapOfStructs: map(structure({ Value: text })), RecursiveMap: map(reference('KitchenSink')), SimpleStruct: structure({ Value: text }),
    StructWithJsonName: structure({ Value: { type: 'string', locationName: 'Value' } }), EmptyStruct: structure({}),
    RecursiveStruct: reference('KitchenSink'),
  }),
}

/** URI templates of the REST operations among them, where the path is not `/` and the operation's name. */
export const smithyPaths: Readonly<Record<string, string>> = {
  AcceptHeaderStarService: '/test-accept-header',
  GetRestApis: '/restapis',
  RestJsonSerializeNestedUnionValue: '/JsonUnions',
  RestJsonDeserializeNestedUnionValue: '/JsonUnions',
  UploadArchive: '/{accountId}/vaults/{vaultName}/archives',
}
