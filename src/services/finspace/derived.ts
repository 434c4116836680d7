// What FinSpace's model does not tell: the ARN of each kind below a kdb environment. Source: "Actions,
// resources, and condition keys", Service Authorization Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  resources: {
    KxDatabase: { arn: 'arn:{partition}:finspace:{region}:{account}:kxEnvironment/{parent0}/kxDatabase/{id}' },
    KxScalingGroup: { arn: 'arn:{partition}:finspace:{region}:{account}:kxEnvironment/{parent0}/kxScalingGroup/{id}' },
    KxUser: { arn: 'arn:{partition}:finspace:{region}:{account}:kxEnvironment/{parent0}/kxUser/{id}' },
    KxVolume: { arn: 'arn:{partition}:finspace:{region}:{account}:kxEnvironment/{parent0}/kxVolume/{id}' },
  },
}
