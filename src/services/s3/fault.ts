// S3's errors: their codes, statuses and texts, which its API model lacks but for a few. An answer's further elements (`BucketName`, `Key`)
// are the fault's fields. Source: "List of error codes", Amazon S3 API Reference; texts as S3 sends them.

import { Fault } from '../../kernel/service.ts'
import type { Headers } from '../../kernel/service.ts'

type Row = readonly [status: number, message: string]

const rows = {
  AccessControlListNotSupported: [400, 'The bucket does not allow ACLs'],
  AccessDenied: [403, 'Access Denied'],
  AccessForbidden: [403, 'CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request '
    + 'method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource\'s CORS spec.'],
  AuthorizationHeaderMalformed: [400, 'The authorization header is malformed'],
  BadRequest: [400, 'Bad Request'],
  BadDigest: [400, 'The Content-MD5 you specified did not match what we received.'],
  BucketAlreadyExists: [409, 'The requested bucket name is not available. The bucket namespace is shared by all users of the system. '
    + 'Please select a different name and try again.'],
  BucketAlreadyOwnedByYou: [409, 'Your previous request to create the named bucket succeeded and you already own it.'],
  BucketHasAccessPointsAttached: [400, 'The bucket you tried to delete has access points attached. Delete your access points before '
    + 'deleting your bucket.'],
  BucketNotEmpty: [409, 'The bucket you tried to delete is not empty'],
  ConditionalRequestConflict: [409, 'The conditional request cannot succeed due to a conflicting operation against this resource.'],
  CrossLocationLoggingProhibited: [403, 'Cross S3 location logging not allowed.'],
  EntityTooLarge: [400, 'Your proposed upload exceeds the maximum allowed size'],
  EntityTooSmall: [400, 'Your proposed upload is smaller than the minimum allowed size'],
  IllegalLocationConstraintException: [400, 'The specified location-constraint is not valid'],
  IncorrectEndpoint: [400, 'The specified bucket exists in another region. Please direct requests to the specified endpoint.'],
  IllegalVersioningConfigurationException: [400, 'The Versioning element must be specified'],
  IncompleteBody: [400, 'The request body terminated unexpectedly'],
  InvalidAccessPoint: [400, 'The specified access point name or account is not valid.'],
  InvalidAccessPointAliasError: [400, 'The specified access point alias name is not valid.'],
  InvalidArgument: [400, 'Invalid Argument'],
  InvalidBucketAclWithObjectOwnership: [400, 'Bucket cannot have ACLs set with ObjectOwnership\'s BucketOwnerEnforced setting'],
  InvalidBucketName: [400, 'The specified bucket is not valid.'],
  InvalidBucketOwnerAWSAccountID: [400, 'The value of the expected bucket owner parameter must be an AWS account ID'],
  InvalidBucketState: [409, 'The request is not valid for the current state of the bucket.'],
  InvalidDigest: [400, 'The Content-MD5 you specified was invalid.'],
  InvalidEncryptionAlgorithmError: [400, 'The encryption request you specified is not valid. Supported value: AES256.'],
  InvalidLocationConstraint: [400, 'The specified location-constraint is not valid'],
  InvalidObjectState: [403, 'The operation is not valid for the object\'s storage class'],
  InvalidPart: [400, 'One or more of the specified parts could not be found.  '
    + 'The part may not have been uploaded, or the specified entity tag may not match the part\'s entity tag.'],
  InvalidPartNumber: [416, 'The requested partnumber is not satisfiable'],
  InvalidPartOrder: [400, 'The list of parts was not in ascending order. Parts must be ordered by part number.'],
  InvalidPolicyDocument: [400, 'The content of the form does not meet the conditions specified in the policy document.'],
  InvalidRange: [416, 'The requested range is not satisfiable'],
  InvalidRequest: [400, 'Invalid Request'],
  InvalidRetentionPeriod: [400, 'The retention period is not valid'],
  InvalidStorageClass: [400, 'The storage class you specified is not valid'],
  InvalidTag: [400, 'The tag provided was not a valid tag. This error can occur if the tag did not pass input validation.'],
  InvalidTargetBucketForLogging: [400, 'The target bucket for logging does not exist'],
  KeyTooLongError: [400, 'Your key is too long'],
  KeyTooLong: [400, 'Your key is too long'],
  MalformedACLError: [400, 'The XML you provided was not well-formed or did not validate against our published schema'],
  MalformedPOSTRequest: [400, 'The body of your POST request is not well-formed multipart/form-data.'],
  MalformedPolicy: [400, 'Policies must be valid JSON and the first byte must be \'{\''],
  MalformedXML: [400, 'The XML you provided was not well-formed or did not validate against our published schema'],
  MaxPostPreDataLengthExceededError: [400, 'Your POST request fields preceeding the upload file was too large.'],
  MaxMessageLengthExceeded: [400, 'Your request was too big.'],
  MetadataConfigurationNotFound: [404, 'The bucket does not have a metadata configuration.'],
  MetadataTooLarge: [400, 'Your metadata headers exceed the maximum allowed metadata size'],
  MethodNotAllowed: [405, 'The specified method is not allowed against this resource.'],
  MissingContentLength: [411, 'You must provide the Content-Length HTTP header.'],
  MissingRequestBodyError: [400, 'Request Body is empty'],
  MissingSecurityHeader: [400, 'Your request was missing a required header'],
  NoLoggingStatusForKey: [400, 'There is no such thing as a logging status sub-resource for a key.'],
  NoSuchAccessPoint: [404, 'The specified accesspoint does not exist'],
  NoSuchBucket: [404, 'The specified bucket does not exist'],
  NoSuchBucketPolicy: [404, 'The bucket policy does not exist'],
  NoSuchConfiguration: [404, 'The specified configuration does not exist.'],
  NoSuchCORSConfiguration: [404, 'The CORS configuration does not exist'],
  NoSuchKey: [404, 'The specified key does not exist.'],
  NoSuchLifecycleConfiguration: [404, 'The lifecycle configuration does not exist'],
  NoSuchObjectLockConfiguration: [404, 'The specified object does not have a ObjectLock configuration'],
  NoSuchPublicAccessBlockConfiguration: [404, 'The public access block configuration was not found'],
  NoSuchTagSet: [404, 'The TagSet does not exist'],
  NoSuchUpload: [404,
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.'],
  NoSuchVersion: [404, 'The specified version does not exist.'],
  NoSuchWebsiteConfiguration: [404, 'The specified bucket does not have a website configuration'],
  NotImplemented: [501, 'A header you provided implies functionality that is not implemented'],
  NotModified: [304, 'Not Modified'],
  ObjectLockConfigurationNotFoundError: [404, 'Object Lock configuration does not exist for this bucket'],
  ObjectNotInActiveTierError: [403,
    'The source object of the COPY action is not in the active tier and is only stored in Amazon S3 Glacier.'],
  OperationAborted: [409, 'A conflicting conditional operation is currently in progress against this resource. Please try again.'],
  OwnershipControlsNotFoundError: [404, 'The bucket ownership controls were not found'],
  PermanentRedirect: [301, 'The bucket you are attempting to access must be addressed using the specified endpoint. '
    + 'Please send all future requests to this endpoint.'],
  PreconditionFailed: [412, 'At least one of the pre-conditions you specified did not hold'],
  ReplicationConfigurationNotFoundError: [404, 'The replication configuration was not found'],
  RequestHeaderSectionTooLarge: [400,
    'Your request header section exceeds the maximum allowed request header section size.'],
  RequestIsNotMultiPartContent: [412, 'Bucket POST must be of the enclosure-type multipart/form-data.'],
  RequestTorrentOfBucketError: [400, 'Requesting the torrent file of a bucket is not permitted.'],
  RestoreAlreadyInProgress: [409, 'Object restore is already in progress'],
  ServerSideEncryptionConfigurationNotFoundError: [404, 'The server side encryption configuration was not found'],
  TooManyBuckets: [400, 'You have attempted to create more buckets than allowed'],
  TooManyConfigurations: [400, 'You are attempting to create a new configuration but have already reached the limit.'],
  UnexpectedContent: [400, 'This request does not support content'],
  UnresolvableGrantByEmailAddress: [400, 'The e-mail address you provided does not match any account on record'],
  UserKeyMustBeSpecified: [400,
    'The bucket POST must contain the specified field name. If it is specified, check the order of the fields.'],
  XAmzContentChecksumMismatch: [400, 'The provided \'x-amz-checksum\' header does not match what was computed.'],
} as const satisfies Readonly<Record<string, Row>>

export type S3Code = keyof typeof rows

export type FaultFields = Readonly<Record<string, string | number | boolean | undefined>>

/** @param message S3's usual text for the code where nothing is said */
export function s3Fault(code: S3Code, fields?: FaultFields, message?: string, headers?: Headers): Fault {
  const [status, text] = rows[code] as Row
  const fault = new Fault(code, message ?? text, status, fields)
  if (headers !== undefined) fault.headers = headers
  return fault
}

/** A header, parameter or element that holds what it may not. */
export function invalidArgument(message: string, name?: string, value?: string): Fault {
  return s3Fault('InvalidArgument', { ArgumentName: name, ArgumentValue: value }, message)
}

export function malformedXml(): Fault {
  return s3Fault('MalformedXML')
}
