// What Amplify's model does not tell: forms of ids and of domains. Source: App and Branch, AWS Amplify API Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  resources: {
    App: { id: 'd{lower:13}', gives: { defaultdomain: '{id}.amplifyapp.com' } },
    Branch: { gives: { customdomains: [], activejobid: '0', totalnumberofjobs: '0' } },
  },
}
