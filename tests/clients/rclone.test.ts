// rclone: copy there, check, copy back, sync, purge.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sameTrees, storageTest } from './storage.ts'

storageTest('rclone', process.env.ORRERY_RCLONE, 'ORRERY_RCLONE', async ({ url, tree, folder, run }, rclone) => {
  const settings = join(folder, 'rclone.conf')
  writeFileSync(settings, `[orrery]\ntype = s3\nprovider = Other\naccess_key_id = test\nsecret_access_key = test\nendpoint = ${url}\n`)
  const call = (...words: string[]) => run(rclone, ['--config', settings, ...words])
  const back = join(folder, 'back')
  await call('mkdir', 'orrery:rclone-bucket')
  await call('copy', tree, 'orrery:rclone-bucket/tree', '--transfers', '8', '--s3-upload-cutoff', '8M', '--s3-chunk-size', '8M')
  await call('check', tree, 'orrery:rclone-bucket/tree', '--checksum')
  await call('copy', 'orrery:rclone-bucket/tree', back, '--transfers', '8')
  sameTrees(tree, back)
  await call('sync', join(tree, '@smithy/types'), 'orrery:rclone-bucket/tree')
  await call('check', join(tree, '@smithy/types'), 'orrery:rclone-bucket/tree', '--download')
  await call('purge', 'orrery:rclone-bucket')
})
