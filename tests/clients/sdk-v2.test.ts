// All scenarios through AWS SDK for JavaScript v2, and those of SQS once more by the query protocol.

import { allScenarios, sqsScenarios } from './all-scenarios.ts'
import { startCloud } from './cloud.ts'
import { runScenarios } from './scenario.ts'
import { SdkV2 } from './sdk-v2.ts'

runScenarios({
  name: 'AWS SDK for JavaScript v2', openCloud: startCloud, openClient: ({ url }) => new SdkV2(url, 'json'),
}, allScenarios)

runScenarios({
  name: 'AWS SDK for JavaScript v2, SQS by the query protocol', openCloud: startCloud, openClient: ({ url }) => new SdkV2(url, 'query'),
}, sqsScenarios)
