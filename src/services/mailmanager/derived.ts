// What the model of SES Mail Manager does not tell: the ARN of each kind, which is one of SES's. Source: "Actions,
// resources, and condition keys", Service Authorization Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  resources: {
    AddressList: { arn: 'arn:{partition}:ses:{region}:{account}:mailmanager-address-list/{id}' },
    Archive: { arn: 'arn:{partition}:ses:{region}:{account}:mailmanager-archive/{id}' },
    IngressPoint: { arn: 'arn:{partition}:ses:{region}:{account}:mailmanager-ingress-point/{id}' },
    Relay: { arn: 'arn:{partition}:ses:{region}:{account}:mailmanager-smtp-relay/{id}' },
    RuleSet: { arn: 'arn:{partition}:ses:{region}:{account}:mailmanager-rule-set/{id}' },
    TrafficPolicy: { arn: 'arn:{partition}:ses:{region}:{account}:mailmanager-traffic-policy/{id}' },
  },
}
