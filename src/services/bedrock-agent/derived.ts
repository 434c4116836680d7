// What the model of Agents for Amazon Bedrock does not tell: which of the ARNs that can be tagged is whose. Source: "Actions,
// resources, and condition keys", Service Authorization Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  resources: {
    Agent: { id: '{upper:10}', arn: 'arn:{partition}:bedrock:{region}:{account}:agent/{id}' },
    Flow: { id: '{upper:10}', arn: 'arn:{partition}:bedrock:{region}:{account}:flow/{id}' },
    KnowledgeBase: { id: '{upper:10}', arn: 'arn:{partition}:bedrock:{region}:{account}:knowledge-base/{id}' },
    Prompt: { id: '{upper:10}', arn: 'arn:{partition}:bedrock:{region}:{account}:prompt/{id}' },
  },
}
