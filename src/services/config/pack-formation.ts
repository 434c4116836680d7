// AWS::Config::ConformancePack and AWS::Config::StoredQuery for Cloud Control and CloudFormation.
// Source: the resource types' pages, CloudFormation Template Reference. A pack's template is written, and not read back.

import type { ConformancePackInputParameter } from '../../../generated/aws/config.ts'
import { formation } from './formation.ts'

interface Tag { readonly Key: string, readonly Value: string }

export const packFormation = formation({
  type: 'AWS::Config::ConformancePack', identifier: ['ConformancePackName'], readOnly: ['ConformancePackArn'],
  missing: 'NoSuchConformancePackException',
  async put({ ConformancePackName: name, ConformancePackArn: _arn, Tags: tags, ...properties }, call) {
    await call.to('config').PutConformancePack({
      ...properties, ConformancePackName: String(name), ...(tags !== undefined && { Tags: tags as Tag[] }),
      ...(properties['ConformancePackInputParameters'] !== undefined && {
        ConformancePackInputParameters: properties['ConformancePackInputParameters'] as ConformancePackInputParameter[],
      }),
    })
    return String(name)
  },
  async found(call, identifier) {
    const names = identifier === undefined ? {} : { ConformancePackNames: [identifier] }
    const { ConformancePackDetails: all = [] } = await call.to('config').DescribeConformancePacks(names)
    return all.map(({ ConformancePackName, ConformancePackArn, ConformancePackInputParameters, DeliveryS3Bucket, DeliveryS3KeyPrefix }) =>
      ({ ConformancePackName, ConformancePackArn, ConformancePackInputParameters, DeliveryS3Bucket, DeliveryS3KeyPrefix }))
  },
  async delete(name, call) {
    await call.to('config').DeleteConformancePack({ ConformancePackName: name })
  },
})

export const queryFormation = formation({
  type: 'AWS::Config::StoredQuery', identifier: ['QueryName'], readOnly: ['QueryArn', 'QueryId'], missing: 'ResourceNotFoundException',
  async put({ QueryName: name, QueryDescription: description, QueryExpression: expression, Tags: tags }, call) {
    await call.to('config').PutStoredQuery({
      StoredQuery: {
        QueryName: String(name), Expression: String(expression), ...(description !== undefined && { Description: String(description) }),
      },
      ...(tags !== undefined && { Tags: tags as Tag[] }),
    })
    return String(name)
  },
  async found(call, identifier) {
    const config = call.to('config')
    const names = identifier === undefined
      ? ((await config.ListStoredQueries({ MaxResults: 100 })).StoredQueryMetadata ?? []).map(({ QueryName }) => QueryName) : [identifier]
    const found = []
    for (const name of names) {
      const { StoredQuery: query } = await config.GetStoredQuery({ QueryName: name })
      found.push({
        QueryName: name, QueryArn: query!.QueryArn, QueryId: query!.QueryId, QueryDescription: query!.Description || undefined,
        QueryExpression: query!.Expression,
      })
    }
    return found
  },
  async delete(name, call) {
    await call.to('config').DeleteStoredQuery({ QueryName: name })
  },
})
