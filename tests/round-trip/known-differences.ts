// Differences that round trips find and that are not ours to mend, each with its reason: the client's own ways, or what the models say.
// A line that no longer differs fails the test, so the table cannot outlive its reasons.

import type { KnownDifference } from './findings.ts'
import type { Substitute } from './script-codec.ts'

const allParameters = 'Smithy: a map of parameters holds the ones bound to other members, too'
const sharedName = 'The model gives two members one name; the list, which replaced the other, wins'
const head = 'An answer to HEAD has no body; clients make the error of its status'

/** Of our own codec, both ways: `service protocol Operation part path`. */
export const ownDifferences: readonly KnownDifference[] = [
  { place: 'amp rest-json ListScrapers input filters*', reason: allParameters },
  { place: 'apigateway rest-json ImportRestApi input parameters*', reason: allParameters },
  { place: 'apigateway rest-json PutRestApi input parameters*', reason: allParameters },
  { place: 'dataexchange rest-json SendApiAsset output ResponseHeaders.*', reason: 'The member holds every header, by an empty prefix' },
  { place: 's3 rest-xml GetBucketNotification output *Configuration.Event*', reason: sharedName },
  { place: 's3 rest-xml PutBucketNotification input NotificationConfiguration.*Configuration.Event*', reason: sharedName },
  { place: 'sqs query ReceiveMessage input *', reason: 'AttributeNames and MessageSystemAttributeNames are both `AttributeName` there' },
]

/** Of the v3 clients: `service v3 Operation part path`. */
export const scriptDifferences: readonly KnownDifference[] = [
  { place: 'apigateway v3 GetExport input accepts', reason: 'The client sets `Accept: application/json` on every request' },
  { place: 'apigateway v3 ImportRestApi input parameters*', reason: allParameters },
  { place: 'apigateway v3 PutRestApi input parameters*', reason: allParameters },
  { place: 'cloudwatch v3 DashboardNotFoundError fault code', reason: 'Its query code is another error\'s name' },
  { place: 'ec2 v3 CopySnapshot input *', reason: 'The client adds a presigned URL and the destination region' },
  { place: 'glacier v3 Upload* input checksum', reason: 'The client adds the tree hash of the body' },
  { place: 'health v3 DescribeEvents input (throws)', reason: 'The client sends two-byte characters in a map of lists as Latin-1' },
  { place: 'invoicing v3 InternalServerException fault fields.retryAfterSeconds',
    reason: 'The client leaves out a fault\'s header that is 0' },
  { place: 'route53 v3 ChangeResourceRecordSets input ChangeBatch.Changes', reason: 'The client sends an empty list where there is none' },
  { place: 'route53 v3 List* output MaxItems', reason: 'The client reads it as a number, which the model calls a string' },
  { place: 's3 v3 * input *SSECustomerKey*', reason: 'The client writes the key in Base64 and adds its MD5' },
  { place: 's3 v3 * input ContentLength', reason: 'The client sets it from the body' },
  { place: 's3 v3 *Object output Expires*', reason: 'A moment to the client, which has the model\'s string as ExpiresString' },
  { place: 's3 v3 *Object output Metadata', reason: 'The client gives an empty map where there is none' },
  { place: 's3 v3 *PartNumberMarker', reason: 'A string to the client, a number in the model' },
  { place: 's3 v3 NotFound fault message', reason: head },
]

/** Inputs that clients check or act on before they send them. */
export const substitutes: readonly Substitute[] = [
  { service: 'events', member: 'EndpointId', value: undefined, reason: 'It would be a part of the host; few characters fit' },
  { service: 's3', member: 'Bucket', value: 'a-bucket', reason: 'Names of buckets are checked' },
  { service: 's3', member: 'ChecksumAlgorithm', value: 'CRC32', reason: 'Only algorithms that the client has' },
  { service: 's3control', member: 'AccountId', value: '111122223333', reason: 'It is a part of the host' },
  { service: 's3control', member: 'OutpostId', value: 'op-01ac5d28a6a232904', reason: 'Its characters are checked' },
  { service: 's3', member: 'ChecksumMode', value: undefined, reason: 'The client would verify the sum of the answer' },
]
