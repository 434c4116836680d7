// A cloud whose machine clock is the test's own, so that a test can say what the wall shows: the composition root's work with another wall.

import { BlobFiles } from '../src/engines/blob/files.ts'
import { Cloud } from '../src/kernel/cloud.ts'
import type { CloudParts } from '../src/kernel/cloud.ts'
import type { ServiceLoaders } from '../src/kernel/services.ts'
import type { Settings } from '../src/kernel/settings.ts'
import { openCatalogue } from '../src/model/catalogue.ts'
import { sqs } from '../src/services/sqs/service.ts'
import { sts } from '../src/services/sts/service.ts'

const written: ServiceLoaders = { sqs: () => Promise.resolve(sqs), sts: () => Promise.resolve(sts) }

/** @param wall epoch ms */
export function openCloudOfWall(wall: () => number, settings: Partial<Settings> = {}, services: ServiceLoaders = written): Promise<Cloud> {
  const parts: CloudParts = { catalogue: openCatalogue(), services, openBlobs: options => BlobFiles.open(options), wall, version: '0.0.0' }
  return Cloud.open(settings, parts)
}
