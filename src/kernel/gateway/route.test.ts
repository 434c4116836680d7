// Requests as real clients send them, one by one: hosts, presigned URLs, forms, S3's addresses, unsigned calls, and what has no address at
// all.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openCatalogue } from '../../model/catalogue.ts'
import type { RequestHead } from './request.ts'
import { Router } from './route.ts'
import type { ActionRoute, Route } from './route-types.ts'

const catalogue = openCatalogue()
const router = new Router(catalogue, { hostNames: ['orrery'] })

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const multipart = { 'content-type': 'multipart/form-data; boundary=x' }

function signed(signingName: string, region = 'eu-west-1'): Record<string, string> {
  const scope = `20260101/${region}/${signingName}/aws4_request`
  return { authorization: `AWS4-HMAC-SHA256 Credential=test/${scope}, SignedHeaders=host, Signature=00` }
}

function head(line: string, headers: Record<string, string> = {}): RequestHead {
  const [method, target] = line.split(' ') as [string, string]
  const mark = target.indexOf('?')
  return {
    method, headers: { host: '127.0.0.1:4566', ...headers },
    path: mark < 0 ? target : target.slice(0, mark), query: mark < 0 ? '' : target.slice(mark + 1),
  }
}

/** `service Operation protocol region` and what else matters, in one line. */
function said(route: Route): string {
  switch (route.kind) {
    case 'operation': {
      const wanted = route.wantedRegion === undefined ? undefined : `wants ${route.wantedRegion}`
      const further = [wanted, route.path, route.hostForm, route.account, route.labels && JSON.stringify(route.labels)]
      return [route.serviceId, route.operationName, route.protocol, route.region, ...further].filter(part => part !== undefined).join(' ')
    }
    case 'action': return `action ${route.protocol} ${route.region}${route.serviceIds.length < 5 ? ` ${route.serviceIds.join(',')}` : ''}`
    case 'web': return ['web', route.form, route.id, route.region, route.path].filter(part => part !== undefined).join(' ')
    case 'admin': return 'admin'
    case 'fault': return [route.status, route.code, route.protocol, route.serviceId].filter(part => part !== undefined).join(' ')
  }
}

const credential = 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=test%2F20260101%2Fap-south-1%2F'
const cases: readonly (readonly [line: string, headers: Record<string, string>, expected: string])[] = [
  // Targets, scopes and CBOR paths
  ['POST /', { 'x-amz-target': 'AmazonSQS.SendMessage', 'content-type': 'application/x-amz-json-1.0', ...signed('sqs') },
    'sqs SendMessage json-1.0 eu-west-1'],
  ['POST /', { 'x-amz-target': 'AmazonSQS.SendMessage', 'content-type': 'application/x-amz-json-1.1', ...signed('sqs') },
    'sqs SendMessage json-1.1 eu-west-1'],
  ['POST /', { 'x-amz-target': 'AmazonSQS.SendMessage', ...signed('sqs') }, 'sqs SendMessage json-1.0 eu-west-1'],
  ['POST /', { 'x-amz-target': 'AWSCognitoIdentityProviderService.SignUp', 'content-type': 'application/x-amz-json-1.1' },
    'cognito-idp SignUp json-1.1 us-east-1'],
  ['POST /', { 'x-amz-target': 'AWSCognitoIdentityProviderService.SignUp', host: 'cognito-idp.eu-west-2.amazonaws.com' },
    'cognito-idp SignUp json-1.1 eu-west-2'],
  ['POST /', { 'x-amz-target': 'Kinesis_20131202.PutRecord', 'content-type': 'application/x-amz-cbor-1.1', ...signed('kinesis') },
    'kinesis PutRecord cbor eu-west-1'],
  ['POST /', { 'x-amz-target': 'Timestream_20181101.DescribeEndpoints', host: 'ingest.timestream.us-west-2.amazonaws.com',
    ...signed('timestream') }, 'timestream-write DescribeEndpoints json-1.0 eu-west-1'],
  ['POST /', { 'x-amz-target': 'CloudTrail_20131101.LookupEvents', 'content-type': 'application/x-amz-json-1.1', ...signed('cloudtrail') },
    'cloudtrail LookupEvents json-1.1 eu-west-1'],
  ['POST /', { 'x-amz-target': 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents', ...signed('cloudtrail') },
    'cloudtrail LookupEvents json-1.1 eu-west-1'],
  ['POST /', { 'x-amz-target': 'AmazonSQS.Fly', 'content-type': 'application/x-amz-json-1.0', ...signed('sqs') },
    '400 UnknownOperationException json-1.0 sqs'],
  ['POST /', { 'x-amz-target': 'Nobody.Fly', 'content-type': 'application/x-amz-json-1.1', ...signed('sqs') },
    '400 UnknownOperationException json-1.1'],
  ['POST /', { 'x-amz-target': '', ...signed('sqs') }, '400 UnknownOperationException json-1.1'],
  ['POST /', { 'content-type': 'application/x-amz-json-1.0', ...signed('sqs') }, '400 UnknownOperationException json-1.0 sqs'],
  ['POST /service/Nobody/operation/Fly', { 'smithy-protocol': 'rpc-v2-cbor' }, '400 UnknownOperationException cbor'],
  ['POST /', { 'smithy-protocol': 'rpc-v2-cbor' }, '400 UnknownOperationException cbor'],
  ['POST /', { 'content-type': 'application/x-amz-json-1.0', ...signed('fly') }, '400 UnknownService json-1.0'],
  ['GET /b/k', { authorization: 'AWS4-ECDSA-P256-SHA256 Credential=test/20260101/s3/aws4_request, Signature=00',
    'x-amz-region-set': 'eu-west-3,us-east-1' }, 's3 GetObject rest-xml eu-west-3'],
  ['GET /b/k', { authorization: 'AWS4-ECDSA-P256-SHA256 Credential=test/20260101/s3/aws4_request, Signature=00', 'x-amz-region-set': '*' },
    's3 GetObject rest-xml us-east-1'],
  [`GET /b/k?${credential}s3%2Faws4_request`, {}, 's3 GetObject rest-xml ap-south-1'],
  [`GET /?Action=GetCallerIdentity&Version=2011-06-15&${credential}sts%2Faws4_request`, {}, 'sts GetCallerIdentity query ap-south-1'],
  // Query and EC2
  ['POST /', { ...form, ...signed('sqs') }, 'action query eu-west-1 sqs'],
  ['POST /000000000000/queue', { ...form, ...signed('sqs') }, 'action query eu-west-1 sqs'],
  ['POST /000000000000/queue', form, 'action query us-east-1'],
  ['POST /', form, 'action query us-east-1'],
  ['POST /', { ...form, ...signed('ec2') }, 'action ec2 eu-west-1 ec2'],
  ['POST /', { ...form, ...signed('elasticloadbalancing') }, 'action query eu-west-1 elb,elbv2'],
  ['POST /', { ...form, host: 'sts.eu-central-1.amazonaws.com' }, 'action query eu-central-1 sts'],
  ['POST /', { ...form, ...signed('ses') }, 'action query eu-west-1 ses'],
  ['GET /?Action=DescribeVpcs&Version=2016-11-15', signed('ec2'), 'ec2 DescribeVpcs ec2 eu-west-1'],
  ['GET /?Action=DescribeVpcs&Version=2013-10-15', signed('ec2'), 'ec2 DescribeVpcs ec2 eu-west-1'],
  ['GET /?Action=Fly&Version=2016-11-15', signed('ec2'), '400 InvalidAction ec2 ec2'],
  ['GET /?Action=DescribeLoadBalancers&Version=2012-06-01', signed('elasticloadbalancing'), 'elb DescribeLoadBalancers query eu-west-1'],
  ['GET /?Action=DescribeLoadBalancers&Version=2015-12-01', signed('elasticloadbalancing'), 'elbv2 DescribeLoadBalancers query eu-west-1'],
  ['GET /?Action=CreateRule&Version=2012-06-01', signed('elasticloadbalancing'), '400 InvalidAction query'],
  ['GET /?Action=DescribeDBClusters&Version=2014-10-31', signed('rds'), 'rds DescribeDBClusters query eu-west-1'],
  ['GET /?Action=DescribeDBClusters&Version=2014-10-31', { ...signed('rds'), 'user-agent': 'aws-sdk-js/3.1 api/docdb#3.1' },
    'docdb DescribeDBClusters query eu-west-1'],
  ['GET /000000000000/queue?Action=SendMessage&MessageBody=x', {}, 'sqs SendMessage query us-east-1'],
  // REST
  ['POST /2015-03-31/functions/f/invocations', signed('lambda'), 'lambda Invoke rest-json eu-west-1'],
  ['POST /2015-03-31/functions/f/invocations', {}, 'lambda Invoke rest-json us-east-1'],
  ['GET /2015-03-31/functions', signed('lambda'), 'lambda ListFunctions rest-json eu-west-1'],
  ['GET /2015-03-31/functions/', signed('lambda'), 'lambda ListFunctions rest-json eu-west-1'],
  ['GET /fly/high', signed('lambda'), '404 UnknownOperationException rest-json lambda'],
  ['POST /client/register', { 'content-type': 'application/json' }, 'sso-oidc RegisterClient rest-json us-east-1'],
  ['POST /token', { 'content-type': 'application/json', 'user-agent': 'Botocore/1' }, 'sso-oidc CreateToken rest-json us-east-1'],
  ['GET /federation/credentials?role_name=r&account_id=1', { 'x-amz-sso_bearer_token': 't' }, 'sso GetRoleCredentials rest-json us-east-1'],
  ['POST /model/m/converse', { authorization: 'Bearer t' }, 'bedrock-runtime Converse rest-json us-east-1'],
  ['GET /foundation-models', { authorization: 'Bearer t' }, 'bedrock ListFoundationModels rest-json us-east-1'],
  ['POST /v2/email/outbound-emails', signed('ses'), 'sesv2 SendEmail rest-json eu-west-1'],
  ['GET /tags/arn%3Aaws%3Aapigateway%3Aeu-west-1%3A%3A%2Frestapis%2Fx', signed('apigateway'), 'apigateway GetTags rest-json eu-west-1'],
  ['GET /2013-04-01/hostedzone/Z1/rrset', signed('route53', 'us-east-1'), 'route53 ListResourceRecordSets rest-xml us-east-1'],
  ['POST /@connections/c', signed('execute-api'), 'apigatewaymanagementapi PostToConnection rest-json eu-west-1 execute-api'],
  ['POST /prod/@connections/c', { ...signed('execute-api'), host: 'a1.execute-api.eu-west-1.amazonaws.com' },
    'apigatewaymanagementapi PostToConnection rest-json eu-west-1 /@connections/c execute-api {"apiId":"a1","stage":"prod"}'],
  // S3's operations that share a path
  ['GET /', signed('s3'), 's3 ListBuckets rest-xml eu-west-1'],
  ['GET /', signed('s3express'), 's3 ListDirectoryBuckets rest-xml eu-west-1'],
  ['GET /b?session', signed('s3express'), 's3 CreateSession rest-xml eu-west-1'],
  ['GET /b', signed('s3'), 's3 ListObjects rest-xml eu-west-1'],
  ['GET /b/', signed('s3'), 's3 ListObjects rest-xml eu-west-1'],
  ['GET /b?list-type=2&prefix=a', signed('s3'), 's3 ListObjectsV2 rest-xml eu-west-1'],
  ['GET /b?uploads', signed('s3'), 's3 ListMultipartUploads rest-xml eu-west-1'],
  ['GET /b?versions', signed('s3'), 's3 ListObjectVersions rest-xml eu-west-1'],
  ['GET /b?lifecycle', signed('s3'), 's3 GetBucketLifecycleConfiguration rest-xml eu-west-1'],
  ['GET /b?analytics', signed('s3'), 's3 ListBucketAnalyticsConfigurations rest-xml eu-west-1'],
  ['GET /b?analytics&id=x', signed('s3'), 's3 GetBucketAnalyticsConfiguration rest-xml eu-west-1'],
  ['HEAD /b', signed('s3'), 's3 HeadBucket rest-xml eu-west-1'],
  ['HEAD /b/k', signed('s3'), 's3 HeadObject rest-xml eu-west-1'],
  ['GET /b/k/', signed('s3'), 's3 GetObject rest-xml eu-west-1'],
  ['GET /b//k', signed('s3'), 's3 GetObject rest-xml eu-west-1'],
  ['GET /b/a%2Fb%20c', signed('s3'), 's3 GetObject rest-xml eu-west-1'],
  ['GET /b/k?x-id=GetObject', signed('s3'), 's3 GetObject rest-xml eu-west-1'],
  ['GET /b/k?uploadId=u', signed('s3'), 's3 ListParts rest-xml eu-west-1'],
  ['GET /b/k?acl', signed('s3'), 's3 GetObjectAcl rest-xml eu-west-1'],
  ['GET /b?acl', signed('s3'), 's3 GetBucketAcl rest-xml eu-west-1'],
  ['GET /b/k?attributes', { ...signed('s3'), 'x-amz-object-attributes': 'ETag' }, 's3 GetObjectAttributes rest-xml eu-west-1'],
  ['PUT /b', signed('s3'), 's3 CreateBucket rest-xml eu-west-1'],
  ['PUT /b/k', signed('s3'), 's3 PutObject rest-xml eu-west-1'],
  ['PUT /b/k', { ...signed('s3'), 'x-amz-copy-source': '/b/j' }, 's3 CopyObject rest-xml eu-west-1'],
  ['PUT /b/k?partNumber=1&uploadId=u', signed('s3'), 's3 UploadPart rest-xml eu-west-1'],
  ['PUT /b/k?partNumber=1&uploadId=u', { ...signed('s3'), 'x-amz-copy-source': '/b/j' }, 's3 UploadPartCopy rest-xml eu-west-1'],
  ['POST /b/k?uploads', signed('s3'), 's3 CreateMultipartUpload rest-xml eu-west-1'],
  ['POST /b/k?uploadId=u', signed('s3'), 's3 CompleteMultipartUpload rest-xml eu-west-1'],
  ['DELETE /b/k?uploadId=u', signed('s3'), 's3 AbortMultipartUpload rest-xml eu-west-1'],
  ['DELETE /b/k', signed('s3'), 's3 DeleteObject rest-xml eu-west-1'],
  ['POST /b?delete', signed('s3'), 's3 DeleteObjects rest-xml eu-west-1'],
  ['POST /b/k?select&select-type=2', signed('s3'), 's3 SelectObjectContent rest-xml eu-west-1'],
  ['POST /WriteGetObjectResponse', { ...signed('s3-object-lambda'), host: 'token.localhost:4566', 'x-amz-request-route': 'r',
    'x-amz-request-token': 't' }, 's3 WriteGetObjectResponse rest-xml eu-west-1'],
  ['PATCH /b/k', signed('s3'), '405 MethodNotAllowed rest-xml s3'],
  ['GET /v20180820/jobs', { ...signed('s3'), 'x-amz-account-id': '000000000000' }, 's3control ListJobs rest-xml eu-west-1'],
  ['GET /v20180820/jobs', { ...signed('s3'), host: '000000000000.s3-control.eu-west-1.amazonaws.com' },
    's3control ListJobs rest-xml eu-west-1'],
  // S3's addresses
  ['GET /k', { ...signed('s3'), host: 'my.bucket.s3.eu-west-1.amazonaws.com' },
    's3 GetObject rest-xml eu-west-1 /my.bucket/k s3-virtual-host'],
  ['GET /', { ...signed('s3'), host: 'b.s3.amazonaws.com' }, 's3 ListObjects rest-xml eu-west-1 /b/ s3-virtual-host'],
  ['PUT /k', { host: 'b.s3-us-west-2.amazonaws.com' }, 's3 PutObject rest-xml us-west-2 /b/k s3-virtual-host'],
  ['GET /b/k', { host: 's3.dualstack.us-west-2.amazonaws.com' }, 's3 GetObject rest-xml us-west-2'],
  ['GET /k', { host: 'b.s3-fips.us-gov-west-1.amazonaws.com' }, 's3 GetObject rest-xml us-gov-west-1 /b/k s3-virtual-host'],
  ['GET /k', { host: 'b.s3.cn-north-1.amazonaws.com.cn' }, 's3 GetObject rest-xml cn-north-1 /b/k s3-virtual-host'],
  ['GET /k', { host: 'b--usw2-az1--x-s3.s3express-usw2-az1.us-west-2.amazonaws.com', ...signed('s3express', 'us-west-2') },
    's3 GetObject rest-xml us-west-2 /b--usw2-az1--x-s3/k s3-virtual-host'],
  ['GET /k', { host: 'ap-123456789012.s3-accesspoint.eu-west-1.amazonaws.com' },
    's3 GetObject rest-xml eu-west-1 /ap-123456789012/k s3-access-point 123456789012'],
  ['PUT /b--usw2-az1--x-s3//k', { host: '127.0.0.1:4566', ...signed('s3express', 'us-west-2') },
    's3 PutObject rest-xml us-west-2 /b--usw2-az1--x-s3/k'],
  ['PUT /b--usw2-az1--x-s3//', { host: '127.0.0.1:4566', ...signed('s3express', 'us-west-2') },
    's3 CreateBucket rest-xml us-west-2 /b--usw2-az1--x-s3/'],
  ['GET /k', { host: 'b.s3.localhost.localstack.cloud:4566' }, 's3 GetObject rest-xml us-east-1 /b/k s3-virtual-host'],
  ['GET /k', { host: 'b.s3.localhost:4566' }, 's3 GetObject rest-xml us-east-1 /b/k s3-virtual-host'],
  ['GET /k', { host: 'b.s3.orrery:4566' }, 's3 GetObject rest-xml us-east-1 /b/k s3-virtual-host'],
  ['GET /k', { host: 'my-bucket-1.localhost:4566', ...signed('s3') }, 's3 GetObject rest-xml eu-west-1 /my-bucket-1/k s3-virtual-host'],
  ['PUT /', { host: 'logs.localhost:4566', ...signed('s3') }, 's3 CreateBucket rest-xml eu-west-1 /logs/ s3-virtual-host'],
  ['GET /k', { host: 'our.events.localhost:4566', ...signed('s3') }, 's3 GetObject rest-xml eu-west-1 /our.events/k s3-virtual-host'],
  ['GET /k', { host: 'b.localhost:4566' }, 's3 GetObject rest-xml us-east-1 /b/k s3-virtual-host'],
  ['GET /b/k', { host: 'elsewhere.example:4566' }, 's3 GetObject rest-xml us-east-1'],
  ['GET /b/k', {}, 's3 GetObject rest-xml us-east-1'],
  ['HEAD /b', {}, 's3 HeadBucket rest-xml us-east-1'],
  ['GET /b/k', { authorization: 'AWS test:c2ln' }, 's3 GetObject rest-xml us-east-1'],
  ['GET /b/k?AWSAccessKeyId=t&Expires=1&Signature=s', {}, 's3 GetObject rest-xml us-east-1'],
  ['POST /b', multipart, 'web s3-post-object b /b'],
  ['POST /', { ...multipart, host: 'b.s3.eu-west-1.amazonaws.com' }, 'web s3-post-object b eu-west-1 /b/'],
  ['GET /k', { host: 'b.s3-accelerate.amazonaws.com', ...signed('s3') }, 's3 GetObject rest-xml eu-west-1 /b/k s3-virtual-host'],
  ['GET /k', { host: 'b.s3-accelerate.dualstack.amazonaws.com', ...signed('s3') }, 's3 GetObject rest-xml eu-west-1 /b/k s3-virtual-host'],
  ['GET /k', { host: 'b.c.s3.dualstack.eu-west-1.amazonaws.com', ...signed('s3') },
    's3 GetObject rest-xml eu-west-1 /b.c/k s3-virtual-host'],
  ['GET /b/k', { host: 's3.eu-central-1.amazonaws.com', ...signed('s3') }, 's3 GetObject rest-xml eu-central-1 wants eu-central-1'],
  ['GET /b/k', signed('s3', 'US'), 's3 GetObject rest-xml us-east-1 wants us-east-1'],
  // Customers' own hosts
  ['GET /prod/pets', { host: 'a1b2.execute-api.eu-west-1.amazonaws.com' }, 'web execute-api a1b2 eu-west-1'],
  ['GET /pets', { host: 'a1b2.execute-api.localhost:4566' }, 'web execute-api a1b2'],
  ['GET /pets', { host: 'a1b2.execute-api.localhost:4566', ...signed('execute-api') }, 'web execute-api a1b2'],
  ['POST /', { host: 'u1.lambda-url.us-west-2.on.aws' }, 'web lambda-url u1 us-west-2'],
  ['POST /', { host: 'u1.lambda-url.us-west-2.localhost.localstack.cloud:4566' }, 'web lambda-url u1 us-west-2'],
  ['GET /', { host: 'b.s3-website-us-east-1.amazonaws.com' }, 'web s3-website b us-east-1'],
  ['GET /', { host: 'b.s3-website.eu-central-1.amazonaws.com' }, 'web s3-website b eu-central-1'],
  ['GET /offers/v1.0/aws/index.json', { host: 'pricing.us-east-1.amazonaws.com' }, 'web price-list  us-east-1'],
  ['GET /', { host: 'b.c.s3-website.localhost.localstack.cloud:4566' }, 'web s3-website b.c'],
  ['GET /', { host: 's3-website.eu-central-1.amazonaws.com' }, 'web s3-website  eu-central-1'],
  ['POST /graphql', { host: 'g.appsync-api.eu-west-1.amazonaws.com' }, 'web appsync-api g eu-west-1'],
  ['GET /', { host: 'd1.cloudfront.net' }, 'web distribution d1'],
  ['GET /login', { host: 'mine.auth.eu-west-1.amazoncognito.com' }, 'web cognito-domain mine eu-west-1'],
  ['GET /v2/', { host: '000000000000.dkr.ecr.eu-west-1.amazonaws.com' }, 'web container-registry 000000000000 eu-west-1'],
  ['GET /', { host: 'lb-1.eu-west-1.elb.amazonaws.com' }, 'web load-balancer lb-1 eu-west-1'],
  // Our own
  ['GET /_orrery/', {}, 'admin'],
  ['POST /_orrery/clock', { 'content-type': 'application/json' }, 'admin'],
  ['GET /_localstack/health', {}, 'admin'],
  ['GET /', {}, 'admin'],
  ['GET /', { host: 'localhost:4566', 'user-agent': 'curl/8' }, 'admin'],
  ['POST /', {}, '403 MissingAuthenticationTokenException rest-json'],
  ['POST /', { 'content-type': 'application/x-amz-json-1.0' }, '400 UnknownOperationException json-1.0'],
]

test('finds the way of one request after another', () => {
  for (const [line, headers, expected] of cases) assert.equal(said(router.route(head(line, headers))), expected,
    `${line} ${JSON.stringify(headers)}`)
})

const actions: readonly (readonly [signingName: string | undefined, fields: Record<string, string>, expected: string])[] = [
  [undefined, { Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15' }, 'sts AssumeRoleWithWebIdentity query us-east-1'],
  [undefined, { Action: 'SendMessage' }, 'sqs SendMessage query us-east-1'],
  [undefined, { Action: 'Fly', Version: '2012-11-05' }, '400 InvalidAction query'],
  ['sqs', { Action: 'SendMessage', Version: '2012-11-05' }, 'sqs SendMessage query eu-west-1'],
  ['sqs', { Action: 'SendMessage', Version: '2009-02-01' }, 'sqs SendMessage query eu-west-1'],
  ['sqs', { Version: '2012-11-05' }, '400 MissingAction query sqs'],
  ['sqs', { Action: '', Version: '2012-11-05' }, '400 MissingAction query sqs'],
  ['ec2', { Action: 'RunInstances', Version: '2016-11-15' }, 'ec2 RunInstances ec2 eu-west-1'],
  ['elasticloadbalancing', { Action: 'DescribeTags', Version: '2015-12-01' }, 'elbv2 DescribeTags query eu-west-1'],
  ['ses', { Action: 'SendEmail', Version: '2010-12-01' }, 'ses SendEmail query eu-west-1'],
  ['cloudsearch', { Action: 'DescribeDomains', Version: '2013-01-01' }, 'cloudsearch DescribeDomains query eu-west-1'],
]

test('finishes actions when the form is there', () => {
  for (const [signingName, fields, expected] of actions) {
    const asked = head('POST /', { ...form, ...(signingName === undefined ? {} : signed(signingName)) })
    const route = router.route(asked)
    assert.equal(route.kind, 'action')
    assert.equal(said(router.resolveAction(route as ActionRoute, new Map(Object.entries(fields)), asked)), expected, JSON.stringify(fields))
  }
})

test('says unknown actions in the words of each front', () => {
  const message = (signingName: string, fields: Record<string, string>): string => {
    const route = router.route(head('POST /', { ...form, ...signed(signingName) })) as ActionRoute
    const fault = router.resolveAction(route, new URLSearchParams(fields))
    return fault.kind === 'fault' ? fault.message : 'no fault'
  }
  assert.equal(message('iam', { Action: 'Fly', Version: '2010-05-08' }), 'Could not find operation Fly for version 2010-05-08')
  assert.equal(message('iam', { Action: 'Fly' }), 'Could not find operation Fly for version NO_VERSION_SPECIFIED')
  assert.equal(message('ec2', { Action: 'Fly', Version: '2016-11-15' }), 'The action Fly is not valid for this web service.')
})

test('names an unknown signing name and where it stood', () => {
  const route = router.route(head(`GET /x?${credential}fly%2Faws4_request`))
  assert.ok(route.kind === 'fault')
  assert.match(route.message, /'fly'.*X-Amz-Credential parameter/)
})

test('a path as deep as headers allow is matched or refused at once', () => {
  const deep = '/a'.repeat(15_000)
  assert.equal(said(router.route(head(`GET ${deep}`, signed('lambda')))), '404 UnknownOperationException rest-json lambda')
  assert.equal(said(router.route(head(`GET ${deep}`, signed('s3')))), 's3 GetObject rest-xml eu-west-1')
})
