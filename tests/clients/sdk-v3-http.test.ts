// All scenarios through AWS SDK for JavaScript v3 over HTTP, which finds the cloud by AWS_ENDPOINT_URL alone.

import { allScenarios } from './all-scenarios.ts'
import type { Client } from './client.ts'
import { startCloud } from './cloud.ts'
import type { TestCloud } from './cloud.ts'
import { becomeBare } from './environment.ts'
import { runScenarios } from './scenario.ts'
import { SdkV3 } from './sdk-v3.ts'

runScenarios({ name: 'AWS SDK for JavaScript v3, over HTTP', openCloud: startCloud, openClient }, allScenarios)

function openClient({ url }: TestCloud): Client {
  becomeBare({ AWS_ENDPOINT_URL: url })
  return new SdkV3(url, ({ region, keys }) => ({ region, credentials: keys ?? unsigned }))
}

async function unsigned(): Promise<never> {
  throw new Error('the SDK asked for keys to sign what needs no signature')
}
