// What IAM's model does not tell: a path is `/` where none is given, and ids begin with the letters of their kind. Source: "IAM
// identifiers"
// (Friendly names and paths; Unique identifiers), IAM User Guide. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  resources: {
    Group: { defaults: { path: '/' }, id: 'AGPA{upper:17}', arn: 'arn:{partition}:iam::{account}:group/{id}' },
    InstanceProfile: { defaults: { path: '/', roles: [] }, id: 'AIPA{upper:17}',
      arn: 'arn:{partition}:iam::{account}:instance-profile/{id}' },
    Role: { defaults: { path: '/' }, id: 'AROA{upper:17}', arn: 'arn:{partition}:iam::{account}:role/{id}' },
    User: { defaults: { path: '/' }, id: 'AIDA{upper:17}', arn: 'arn:{partition}:iam::{account}:user/{id}' },
    Policy: { defaults: { path: '/' }, id: 'ANPA{upper:17}' },
  },
}
