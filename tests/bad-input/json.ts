// Bad input in JSON 1.0 and 1.1: documents that are no JSON, values of the wrong type, missing members, nesting, numbers, encodings,
// unknown targets. What AWS's JSON services answer is in "Programming.Errors" of the DynamoDB Developer Guide and in each API's reference.

import { http, json, signed } from './request.ts'
import type { HeaderLines, Row } from './request.ts'

const describeTable = 'DynamoDB_20120810.DescribeTable'
const getItem = 'DynamoDB_20120810.GetItem'
const listTables = 'DynamoDB_20120810.ListTables'
const query = 'DynamoDB_20120810.Query'
const send = 'AmazonSQS.SendMessage'

const queueUrl = '"QueueUrl":"http://127.0.0.1/000000000000/none"'
const item = (value: string): string => `{"TableName":"things","Key":{"id":${value}}}`

function target(name: string | undefined, headers: HeaderLines = {}): ReturnType<typeof json> {
  const own = { 'content-type': 'application/x-amz-json-1.0', ...(name !== undefined && { 'x-amz-target': name }), ...headers }
  return { envelope: 'json', bytes: http('POST', '/', signed('dynamodb', own), '{}') }
}

const broken: readonly Row[] = [
  ['a document that ends too soon', json(listTables, '{"Limit": 1'), 400, 'SerializationException'],
  ['a document that goes on after its end', json(listTables, '{} {}'), 400, 'SerializationException'],
  ['words in place of a document', json(listTables, 'give me tables'), 400, 'SerializationException'],
  ['a form in place of a document', json(listTables, 'Limit=1'), 400, 'SerializationException'],
  ['XML in place of a document', json(listTables, '<Limit>1</Limit>'), 400, 'SerializationException'],
  ['CBOR in place of a document', json(listTables, Buffer.from('a1654c696d697401', 'hex')), 400, 'SerializationException'],
  ['a comma before the end', json(listTables, '{"Limit": 1,}'), 400, 'SerializationException'],
  ['a comment', json(listTables, '{/* all */}'), 400, 'SerializationException'],
  ['single quotes', json(listTables, "{'Limit': 1}"), 400, 'SerializationException'],
  ['a key without quotes', json(listTables, '{Limit: 1}'), 400, 'SerializationException'],
  ['a line break inside a string', json(describeTable, '{"TableName": "a\nb"}'), 400, 'SerializationException'],
  ['an escape that is none', json(describeTable, '{"TableName": "\\x41bc"}'), 400, 'SerializationException'],
  ['white space alone', json(listTables, ' \n '), 400, 'SerializationException'],
  ['null in place of an object', json(listTables, 'null'), 400, 'SerializationException'],
  ['a list in place of an object', json(listTables, '[]'), 400, 'SerializationException'],
  ['text in place of an object', json(listTables, '"{}"'), 400, 'SerializationException'],
  ['a number in place of an object', json(listTables, '1'), 400, 'SerializationException'],
  ['UTF-16', json(listTables, Buffer.from('{"Limit": 1}', 'utf16le')), 400, 'SerializationException'],
  ['text that is not UTF-8', json(describeTable, Buffer.from('{"TableName":"caf\xe9-au-lait"}', 'latin1')), 400, 'SerializationException'],
  ['an overlong encoding of a letter',
    json(describeTable, Buffer.from('{"TableName":"\xc1\x81bc"}', 'latin1')), 400, 'SerializationException'],
]

const types: readonly Row[] = [
  ['a number for text', json(describeTable, '{"TableName": 5}'), 400, 'SerializationException'],
  ['an object for text', json(describeTable, '{"TableName": {"toString": "x"}}'), 400, 'SerializationException'],
  ['a list for text', json(describeTable, '{"TableName": ["things"]}'), 400, 'SerializationException'],
  ['true for text', json(describeTable, '{"TableName": true}'), 400, 'SerializationException'],
  ['text for a number', json(listTables, '{"Limit": "10"}'), 400, 'SerializationException'],
  ['a fraction for a whole number', json(listTables, '{"Limit": 1.5}'), 400, 'SerializationException'],
  ['a number beyond 32 bits', json(listTables, '{"Limit": 2147483648}'), 400, 'SerializationException'],
  ['a number beyond 64 bits', json(listTables, '{"Limit": 123456789012345678901234567890}'), 400, 'SerializationException'],
  ['a number of a hundred thousand digits', json(listTables, `{"Limit": ${'9'.repeat(100_000)}}`), 400, 'SerializationException'],
  ['a number beyond every double', json(listTables, '{"Limit": 1e400}'), 400, 'SerializationException'],
  ['NaN', json(listTables, '{"Limit": NaN}'), 400, 'SerializationException'],
  ['minus infinity', json(listTables, '{"Limit": -Infinity}'), 400, 'SerializationException'],
  ['a hexadecimal number', json(listTables, '{"Limit": 0x10}'), 400, 'SerializationException'],
  ['a number with leading zeros', json(listTables, '{"Limit": 007}'), 400, 'SerializationException'],
  ['text for a boolean', json(getItem, '{"TableName":"things","ConsistentRead":"true"}'), 400, 'SerializationException'],
  ['one for a boolean', json(getItem, '{"TableName":"things","ConsistentRead":1}'), 400, 'SerializationException'],
  ['text for a map', json(getItem, '{"TableName":"things","Key":"id"}'), 400, 'SerializationException'],
  ['a list for a map', json(getItem, '{"TableName":"things","Key":[]}'), 400, 'SerializationException'],
  ['text for a list', json(getItem, '{"TableName":"things","AttributesToGet":"id"}'), 400, 'SerializationException'],
  ['a map for a list', json(getItem, '{"TableName":"things","AttributesToGet":{}}'), 400, 'SerializationException'],
  ['null in a list', json(getItem, '{"TableName":"things","AttributesToGet":[null]}'), 400, 'SerializationException'],
  ['text for bytes that is not Base64', json(getItem, item('{"B":"***"}')), 400, 'SerializationException'],
  ['Base64 without its padding', json(getItem, item('{"B":"YQ"}')), 400, 'SerializationException'],
  ['a number for bytes', json('TrentService.Decrypt', '{"CiphertextBlob": 1}'), 400, 'SerializationException'],
  ['words for a time', json('CloudTrail_20131101.LookupEvents', '{"StartTime": "yesterday"}'), 400, 'SerializationException'],
  ['a time beyond all calendars', json('CloudTrail_20131101.LookupEvents', '{"StartTime": 1e300}'), 400, 'SerializationException'],
]

const depth: readonly Row[] = [
  ['a hundred thousand lists in one another',
    json(getItem, item(`${'{"L":['.repeat(100_000)}${']}'.repeat(100_000)}`)), 400, 'SerializationException'],
  ['a hundred thousand lists that never close', json(listTables, '['.repeat(100_000)), 400, 'SerializationException'],
  ['a hundred thousand objects that never close', json(listTables, '{"a":'.repeat(100_000)), 400, 'SerializationException'],
  ['deep nesting beside a long number',
    json(listTables, `{"x":9007199254740993123,"y":${'['.repeat(100_000)}`), 400, 'SerializationException'],
]

const members: readonly Row[] = [
  ['a missing member', json(describeTable, '{}'), 400, 'ValidationException'],
  ['a member that is null', json(describeTable, '{"TableName": null}'), 400, 'ValidationException'],
  ['a member of another case', json(describeTable, '{"tablename": "things"}'), 400, 'ValidationException'],
  ['a member inside __proto__', json(describeTable, '{"__proto__": {"TableName": "things"}}'), 400, 'ValidationException'],
  ['a member inside constructor.prototype',
    json(describeTable, '{"constructor": {"prototype": {"TableName": "things"}}}'), 400, 'ValidationException'],
  ['a number below its range', json(listTables, '{"Limit": 0}'), 400, 'ValidationException'],
  ['a number above its range', json(listTables, '{"Limit": 101}'), 400, 'ValidationException'],
  ['a word outside its enumeration', json(query, '{"TableName":"things","Select":"EVERYTHING"}'), 400, 'ValidationException'],
  ['an empty list that needs an element', json(getItem, '{"TableName":"t","Key":{},"AttributesToGet":[]}'), 400, 'ValidationException'],
]

const targets: readonly Row[] = [
  ['an unknown operation', target('DynamoDB_20120810.Nothing'), 400, 'UnknownOperationException'],
  ['an unknown service', target('Nothing_20990101.ListTables'), 400, 'UnknownOperationException'],
  ['an older version of the service', target('DynamoDB_20010101.ListTables'), 400, 'UnknownOperationException'],
  ['an empty target', target(''), 400, 'UnknownOperationException'],
  ['a target without an operation', target('DynamoDB_20120810.'), 400, 'UnknownOperationException'],
  ['a target without a service', target('.ListTables'), 400, 'UnknownOperationException'],
  ['a target of dots', target('...'), 400, 'UnknownOperationException'],
  ['an operation of another case', target('DynamoDB_20120810.listtables'), 400, 'UnknownOperationException'],
  ['the operation __proto__', target('DynamoDB_20120810.__proto__'), 400, 'UnknownOperationException'],
  ['the operation constructor', target('DynamoDB_20120810.constructor'), 400, 'UnknownOperationException'],
  ['two targets', target('DynamoDB_20120810.ListTables, DynamoDB_20120810.ListTables'), 400, 'UnknownOperationException'],
  ['no target', target(undefined), 400, 'UnknownOperationException'],
]

const own = '"QueueUrl":"http://127.0.0.1/000000000000/own"'
const batch = 'AmazonSQS.SendMessageBatch'
const entries = (...ids: string[]): string => `"Entries":[${ids.map(id => `{"Id":"${id}","MessageBody":"m"}`).join(',')}]`

/** To a queue that is there. */
const messages: readonly Row[] = [
  ['a message beyond its size', json(send, `{${own},"MessageBody":"${'m'.repeat(1_048_577)}"}`), 400, 'InvalidParameterValue'],
  ['an empty message', json(send, `{${own},"MessageBody":""}`), 400, 'MissingParameter'],
  ['a character that XML cannot say', json(send, `{${own},"MessageBody":"\\u0000"}`), 400, 'InvalidMessageContents'],
  ['half of a character', json(send, `{${own},"MessageBody":"\\ud800"}`), 400, 'InvalidMessageContents'],
  ['a delay beyond its range', json(send, `{${own},"MessageBody":"m","DelaySeconds":901}`), 400, 'InvalidParameterValue'],
  ['a group on a queue without groups that is too long',
    json(send, `{${own},"MessageBody":"m","MessageGroupId":"${'g'.repeat(129)}"}`), 400, 'InvalidParameterValue'],
  ['an attribute of no type',
    json(send, `{${own},"MessageBody":"m","MessageAttributes":{"a":{"StringValue":"x"}}}`), 400, 'InvalidParameterValue'],
  ['an attribute of a type that is none',
    json(send, `{${own},"MessageBody":"m","MessageAttributes":{"a":{"DataType":"Text","StringValue":"x"}}}`), 400, 'InvalidParameterValue'],
  ['an attribute that says it is a number',
    json(send, `{${own},"MessageBody":"m","MessageAttributes":{"a":{"DataType":"Number","StringValue":"x"}}}`),
    400, 'InvalidParameterValue'],
  ['an empty batch', json(batch, `{${own},"Entries":[]}`), 400, 'AWS.SimpleQueueService.EmptyBatchRequest'],
  ['a batch of eleven', json(batch, `{${own},${entries(...'abcdefghijk')}}`), 400, 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest'],
  ['two entries of one id', json(batch, `{${own},${entries('a', 'a')}}`), 400, 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct'],
  ['an entry with an impossible id', json(batch, `{${own},${entries('a/b')}}`), 400, 'AWS.SimpleQueueService.InvalidBatchEntryId'],
  ['more messages than can be received',
    json('AmazonSQS.ReceiveMessage', `{${own},"MaxNumberOfMessages":11}`), 400, 'InvalidParameterValue'],
  ['a wait beyond its range', json('AmazonSQS.ReceiveMessage', `{${own},"WaitTimeSeconds":21}`), 400, 'InvalidParameterValue'],
  ['a receipt handle nobody issued', json('AmazonSQS.DeleteMessage', `{${own},"ReceiptHandle":"handle"}`), 404, 'ReceiptHandleIsInvalid'],
  ['a page token nobody issued', json('AmazonSQS.ListQueues', '{"MaxResults":1,"NextToken":"next"}'), 400, 'InvalidParameterValue'],
]

/** The services beside the queues: Cloud Control and the Resource Groups Tagging API. */
const resources: readonly Row[] = [
  ['a resource of a type that is none',
    json('CloudApiService.GetResource', '{"TypeName":"queue","Identifier":"q"}'), 400, 'ValidationException'],
  ['a resource of a type nobody knows',
    json('CloudApiService.GetResource', '{"TypeName":"Own::Thing::Queue","Identifier":"q"}'), 404, 'TypeNotFoundException'],
  ['a resource that is not there',
    json('CloudApiService.GetResource', '{"TypeName":"AWS::SQS::Queue","Identifier":"http://127.0.0.1/000000000000/none"}'),
    404, 'ResourceNotFoundException'],
  ['a desired state that is no JSON',
    json('CloudApiService.CreateResource', '{"TypeName":"AWS::SQS::Queue","DesiredState":"{"}'), 400, 'ValidationException'],
  ['a page of tagged resources nobody issued',
    json('ResourceGroupsTaggingAPI_20170126.GetResources', '{"PaginationToken":"next"}'), 400, 'PaginationTokenExpiredException'],
]

const queues: readonly Row[] = [
  ['a queue that is not there', json(send, `{${queueUrl},"MessageBody":"x"}`), 400, 'AWS.SimpleQueueService.NonExistentQueue'],
  ['a message without its body', json(send, `{${queueUrl}}`), 400, 'MissingParameter'],
  ['a message body that is a number', json(send, `{${queueUrl},"MessageBody":1}`), 400, 'SerializationException'],
  ['a queue without a name', json('AmazonSQS.CreateQueue', '{}'), 400, 'MissingParameter'],
  ['a queue with an impossible name', json('AmazonSQS.CreateQueue', '{"QueueName":"a/b"}'), 400, 'InvalidParameterValue'],
  ['an attribute that queues do not have',
    json('AmazonSQS.CreateQueue', '{"QueueName":"a","Attributes":{"__proto__":"1"}}'), 400, 'InvalidAttributeName'],
  ['an attribute out of its range',
    json('AmazonSQS.CreateQueue', '{"QueueName":"a","Attributes":{"DelaySeconds":"-1"}}'), 400, 'InvalidAttributeValue'],
  ['an attribute that is a number',
    json('AmazonSQS.CreateQueue', '{"QueueName":"a","Attributes":{"DelaySeconds":5}}'), 400, 'SerializationException'],
  ['a queue URL of an account that is a path',
    json('AmazonSQS.PurgeQueue', '{"QueueUrl":"http://h/../../etc/passwd"}'), 404, 'InvalidAddress'],
]

export const jsonRows: readonly Row[] = [...broken, ...types, ...depth, ...members, ...targets, ...queues, ...messages, ...resources]
