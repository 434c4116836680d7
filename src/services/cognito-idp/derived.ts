// What the model of Amazon Cognito user pools does not tell: the form of their ids. Source: UserPoolType, Amazon Cognito user pools API
// Reference ("us-west-2_EXAMPLE"). Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  resources: {
    UserPool: { id: '{region}_{mixed:9}' },
  },
}
