// All scenarios through AWS SDK for JavaScript v3 over HTTP, which finds the cloud by AWS_ENDPOINT_URL alone.

import { devNull } from 'node:os'
import type { Client } from './client.ts'
import { startCloud } from './cloud.ts'
import type { TestCloud } from './cloud.ts'
import { allScenarios } from './all-scenarios.ts'
import { runScenarios } from './scenario.ts'
import { SdkV3 } from './sdk-v3.ts'

runScenarios({ name: 'AWS SDK for JavaScript v3, over HTTP', openCloud: startCloud, openClient }, allScenarios)

function openClient({ url }: TestCloud): Client {
  Object.assign(process.env, { AWS_ENDPOINT_URL: url, AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull })
  return new SdkV3(url, ({ region, keys }) => ({ region, credentials: keys ?? unsigned }))
}

async function unsigned(): Promise<never> {
  throw new Error('the SDK asked for keys to sign what needs no signature')
}
