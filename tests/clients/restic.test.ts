// restic: a repository is made, filled, checked to the last byte, restored and pruned.

import { join } from 'node:path'
import { sameTrees, storageTest } from './storage.ts'

storageTest('restic', process.env.ORRERY_RESTIC, 'ORRERY_RESTIC', async ({ url, tree, folder, run }, restic) => {
  const environment = { RESTIC_REPOSITORY: `s3:${url}/restic-bucket/repository`, RESTIC_PASSWORD: 'open',
    RESTIC_CACHE_DIR: join(folder, 'cache'), AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_DEFAULT_REGION: 'us-east-1' }
  const call = (...words: string[]) => run(restic, ['--quiet', ...words], { environment })
  await call('init')
  await call('backup', tree)
  await call('check', '--read-data')
  await call('restore', 'latest', '--target', join(folder, 'back'))
  sameTrees(tree, join(folder, 'back', tree))
  await call('backup', tree)
  await call('forget', '--keep-last', '1', '--prune')
  await call('check')
})
