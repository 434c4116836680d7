// What the model of EMR on EKS does not tell: the ARN of an endpoint, below its virtual cluster. Source: "Actions,
// resources, and condition keys", Service Authorization Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  resources: {
    ManagedEndpoint: { arn: 'arn:{partition}:emr-containers:{region}:{account}:/virtualclusters/{parent0}/endpoints/{id}' },
  },
}
