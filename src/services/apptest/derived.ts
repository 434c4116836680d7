// What the model of Application Testing does not tell: that versions are counted from 1. Source: CreateTestCase and its like, API
// Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  resources: {
    TestCase: { gives: { version: '{version}' } },
    TestConfiguration: { gives: { version: '{version}' } },
    TestSuite: { gives: { version: '{version}' } },
  },
}
