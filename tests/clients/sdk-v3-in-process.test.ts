// All scenarios through AWS SDK for JavaScript v3 straight into a cloud of this process.

import { allScenarios } from './all-scenarios.ts'
import type { Client } from './client.ts'
import { openCloud } from './cloud.ts'
import type { EmbeddedCloud, TestCloud } from './cloud.ts'
import { runScenarios } from './scenario.ts'
import { SdkV3 } from './sdk-v3.ts'

runScenarios({ name: 'AWS SDK for JavaScript v3, in process', openCloud, openClient }, allScenarios)

function openClient(cloud: TestCloud): Client {
  const { opened } = cloud as EmbeddedCloud
  return new SdkV3(cloud.url, ({ region, keys = { accessKeyId: '', secretAccessKey: '' } }) => {
    const { accessKeyId, secretAccessKey, sessionToken } = keys
    return opened.client({ region, accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) })
  })
}
