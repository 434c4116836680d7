// s3fs: a bucket mounted as a folder, where this machine lets FUSE mount; a tree copied in, compared, renamed and taken away.

import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { attempt, sameTrees, storageTest } from './storage.ts'

const program = process.env.ORRERY_S3FS
const mountable = existsSync('/dev/fuse')

if (program !== undefined && !mountable) {
  test('s3fs moves a real tree', { skip: 'this machine has no /dev/fuse' }, () => {})
} else {
  storageTest('s3fs', program, 'ORRERY_S3FS', async ({ url, tree, folder, run }, s3fs) => {
    const [mount, keys] = [join(folder, 'mount'), join(folder, 'keys')]
    mkdirSync(mount)
    writeFileSync(keys, 'test:test', { mode: 0o600 })
    const headers = { authorization: 'AWS test:any', date: new Date().toUTCString() }
    assert.equal((await fetch(`${url}/s3fs-bucket`, { method: 'PUT', headers: { ...headers, 'x-amz-date': headers.date } })).status, 200)
    await run(s3fs, ['s3fs-bucket', mount, '-o', `passwd_file=${keys},url=${url},use_path_request_style`])
    try {
      const part = join(tree, '@aws-sdk/client-sqs')
      cpSync(part, join(mount, 'tree'), { recursive: true })
      sameTrees(part, join(mount, 'tree'))
      cpSync(join(tree, 'large.bin'), join(mount, 'large.bin'))
      renameSync(join(mount, 'tree'), join(mount, 'renamed'))
      sameTrees(part, join(mount, 'renamed'))
      rmSync(join(mount, 'renamed'), { recursive: true })
      assert.deepEqual(readdirSync(mount), ['large.bin'])
    } finally {
      await attempt('umount', [mount])
    }
  })
}
