// What CloudFront's model does not tell: forms of ids and of domain names, what a new distribution has. Source: Distribution,
// StreamingDistribution,
// CloudFrontOriginAccessIdentity, Amazon CloudFront API Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

const state = { making: 'InProgress', settled: 'Deployed' }

export const derived: ServiceCorrections = {
  resources: {
    Distribution: {
      id: 'E{upper:13}', arn: 'arn:{partition}:cloudfront::{account}:distribution/{id}', state,
      gives: {
        domainname: 'd{lower:13}.cloudfront.net', inprogressinvalidationbatches: 0, activetrustedsigners: { Enabled: false, Quantity: 0 },
        activetrustedkeygroups: { Enabled: false, Quantity: 0 },
      },
    },
    StreamingDistribution: {
      id: 'E{upper:13}', arn: 'arn:{partition}:cloudfront::{account}:streaming-distribution/{id}', state,
      gives: { domainname: 's{lower:13}.cloudfront.net', activetrustedsigners: { Enabled: false, Quantity: 0 } },
    },
    CloudFrontOriginAccessIdentity: { id: 'E{upper:13}', gives: { s3canonicaluserid: '{hex:64}' } },
    VpcOrigin: { state },
  },
}
