// Bad input in forms, the query protocol and EC2's dialect of it: encodings, unknown actions and versions, values of the wrong kind.
// Codes: "Common Errors" of the AWS API references, and "Error codes" of the Amazon EC2 API Reference.

import { ec2, form, query } from './request.ts'
import type { Row } from './request.ts'

const identity = 'Action=GetCallerIdentity'
const assumeRole = 'Action=AssumeRole&RoleSessionName=me'
const roleArn = 'RoleArn=arn%3Aaws%3Aiam%3A%3A000000000000%3Arole%2Fr'
const sts = (text: string): ReturnType<typeof query> => query('sts', text)
const sqs = (text: string): ReturnType<typeof query> => query('sqs', text)

const encodings: readonly Row[] = [
  ['a broken percent-encoding', sts(`${identity}&x=%`), 404, 'MalformedQueryString'],
  ['a percent-encoding that is no number', sts('Action=Get%ZZ'), 404, 'MalformedQueryString'],
  ['a percent-encoding that is not UTF-8', sts(`${identity}&x=%ff%fe`), 404, 'MalformedQueryString'],
  ['an overlong encoding', sts(`${identity}&x=%c0%ae`), 404, 'MalformedQueryString'],
  ['raw bytes that are not UTF-8', form('query', 'sts', Buffer.from(`${identity}&x=\xff\xfe`, 'latin1')), 404, 'MalformedQueryString'],
  ['more parameters than there can be', sts(`${identity}${'&a=b'.repeat(100_001)}`), 404, 'MalformedQueryString'],
]

const actions: readonly Row[] = [
  ['no action', sts('RoleSessionName=me'), 400, 'MissingAction'],
  ['an empty action', sts('Action='), 400, 'MissingAction'],
  ['an empty form', form('query', 'sts', ''), 400, 'MissingAction'],
  ['nothing but ampersands', form('query', 'sts', '&&&&'), 400, 'MissingAction'],
  ['a form that is JSON', form('query', 'sts', '{"Action":"GetCallerIdentity"}'), 400, 'MissingAction'],
  ['a form that is UTF-16', form('query', 'sts', Buffer.from(identity, 'utf16le')), 400, 'MissingAction'],
  ['an unknown action', sts('Action=Nothing'), 400, 'InvalidAction'],
  ['an action of another service', sts('Action=CreateQueue'), 400, 'InvalidAction'],
  ['an action of another case', sts('Action=getcalleridentity'), 400, 'InvalidAction'],
  ['the action __proto__', sts('Action=__proto__'), 400, 'InvalidAction'],
  ['the action constructor', sts('Action=constructor'), 400, 'InvalidAction'],
  ['an action of a hundred thousand letters', sts(`Action=${'A'.repeat(100_000)}`), 400, 'InvalidAction'],
  ['an action that is markup', sts('Action=%3CError%3E%26'), 400, 'InvalidAction'],
  ['a version that is no date', form('query', 'sts', `Version=latest&${identity}`), 400, 'InvalidAction'],
]

const values: readonly Row[] = [
  ['a missing parameter', sts(assumeRole), 400, 'ValidationError'],
  ['a parameter below its length', sts(`${assumeRole}&RoleArn=a`), 400, 'ValidationError'],
  ['a parameter of another case', sts(`${assumeRole}&rolearn=arn%3Aaws%3Aiam%3A%3A000000000000%3Arole%2Fr`), 400, 'ValidationError'],
  ['words for a number', sts(`${assumeRole}&${roleArn}&DurationSeconds=soon`), 400, 'MalformedInput'],
  ['a fraction for a whole number', sts(`${assumeRole}&${roleArn}&DurationSeconds=1.5`), 400, 'MalformedInput'],
  ['a number beyond 32 bits', sts(`${assumeRole}&${roleArn}&DurationSeconds=99999999999`), 400, 'MalformedInput'],
  ['a number of a hundred thousand digits', sts(`${assumeRole}&${roleArn}&DurationSeconds=${'9'.repeat(100_000)}`), 400, 'MalformedInput'],
  ['an empty number', sts(`${assumeRole}&${roleArn}&DurationSeconds=`), 400, 'MalformedInput'],
  ['a number out of its range', sts('Action=GetSessionToken&DurationSeconds=1'), 400, 'ValidationError'],
  ['a list for text', sts(`${assumeRole}&RoleArn.member.1=x`), 400, 'MalformedInput'],
  ['text for a list', sts(`${assumeRole}&${roleArn}&PolicyArns=x`), 400, 'MalformedInput'],
  ['text for a structure', sts(`${assumeRole}&${roleArn}&PolicyArns.member.1=x`), 400, 'MalformedInput'],
  ['nesting without end', sts(`${identity}&${'a.1.'.repeat(25_000)}x=1`), 400, 'MalformedInput'],
  ['words for a boolean',
    query('iam', 'Action=CreatePolicyVersion&PolicyArn=a&PolicyDocument=b&SetAsDefault=maybe'), 400, 'MalformedInput'],
  ['words for a time', query('monitoring', 'Action=GetMetricStatistics&StartTime=yesterday'), 400, 'MalformedInput'],
  ['a missing parameter of a service that only refuses', query('iam', 'Action=CreateUser'), 400, 'ValidationError'],
]

const identities: readonly Row[] = [
  ['a role that is no ARN', sts(`${assumeRole}&RoleArn=${'role'.repeat(6)}`), 400, 'ValidationError'],
  ['a session with an impossible name', sts(`Action=AssumeRole&RoleSessionName=a%2Fb&${roleArn}`), 400, 'ValidationError'],
  ['a session policy that is no policy', sts(`${assumeRole}&${roleArn}&Policy=%7B`), 400, 'MalformedPolicyDocument'],
  ['a web identity that is no token',
    sts(`Action=AssumeRoleWithWebIdentity&RoleSessionName=me&${roleArn}&WebIdentityToken=token`), 400, 'InvalidIdentityToken'],
  ['a SAML assertion that is no XML',
    sts(`Action=AssumeRoleWithSAML&${roleArn}&PrincipalArn=arn%3Aaws%3Aiam%3A%3A000000000000%3Asaml-provider%2Fp&SAMLAssertion=AAAA`),
    400, 'InvalidIdentityToken'],
  ['an authorization message nobody sealed',
    sts('Action=DecodeAuthorizationMessage&EncodedMessage=message'), 400, 'InvalidAuthorizationMessageException'],
]

const queues: readonly Row[] = [
  ['a queue that is not there', sqs('Action=GetQueueUrl&QueueName=none'), 400, 'AWS.SimpleQueueService.NonExistentQueue'],
  ['a queue without a name', sqs('Action=CreateQueue'), 400, 'MissingParameter'],
  ['a name of a hundred thousand letters', sqs(`Action=CreateQueue&QueueName=${'q'.repeat(100_000)}`), 400, 'InvalidParameterValue'],
  ['an attribute without its name', sqs('Action=CreateQueue&QueueName=q&Attribute.1.Value=1'), 400, 'MalformedInput'],
  ['an unknown attribute', sqs('Action=CreateQueue&QueueName=q&Attribute.1.Name=Speed&Attribute.1.Value=1'), 400, 'InvalidAttributeName'],
]

const ec2Rows: readonly Row[] = [
  ['EC2: no action', form('ec2', 'ec2', 'Version=2016-11-15'), 400, 'MissingAction'],
  ['EC2: an unknown action', ec2('Action=Nothing'), 400, 'InvalidAction'],
  ['EC2: the action __proto__', ec2('Action=__proto__'), 400, 'InvalidAction'],
  ['EC2: words for a number', ec2('Action=DescribeInstances&MaxResults=many'), 400, 'InvalidParameterValue'],
  ['EC2: words for a boolean', ec2('Action=DescribeInstances&DryRun=maybe'), 400, 'InvalidParameterValue'],
  ['EC2: words for a time', ec2('Action=RequestSpotInstances&ValidFrom=tomorrow'), 400, 'InvalidParameterValue'],
  ['EC2: text for a list', ec2('Action=DescribeInstances&InstanceId=i-1'), 400, 'InvalidParameterValue'],
  ['EC2: text for a structure', ec2('Action=DescribeInstances&Filter.1=x'), 400, 'InvalidParameterValue'],
  ['EC2: a list for text', ec2('Action=DescribeInstances&NextToken.1=x'), 400, 'InvalidParameterValue'],
  ['EC2: a missing parameter', ec2('Action=RunInstances'), 400, 'MissingParameter'],
  ['EC2: a parameter out of its range', ec2('Action=DescribeVpcs&MaxResults=1'), 400, 'InvalidParameterValue'],
  ['EC2: nesting without end', ec2(`Action=DescribeInstances&${'A.1.'.repeat(25_000)}x=1`), 400, 'InvalidParameterValue'],
  ['EC2: a broken percent-encoding', ec2('Action=DescribeInstances&x=%'), 404, 'MalformedQueryString'],
]

export const formRows: readonly Row[] = [...encodings, ...actions, ...values, ...identities, ...queues, ...ec2Rows]
