// All scenarios through AWS SDK for JavaScript v2.

import { allScenarios } from './all-scenarios.ts'
import { startCloud } from './cloud.ts'
import { runScenarios } from './scenario.ts'
import { SdkV2 } from './sdk-v2.ts'

runScenarios({ name: 'AWS SDK for JavaScript v2', openCloud: startCloud, openClient: ({ url }) => new SdkV2(url) }, allScenarios)
