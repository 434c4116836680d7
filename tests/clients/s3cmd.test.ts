// s3cmd, by either version of signatures: sync there and back, put, get, signed URLs, settings, and all away.

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sameTrees, storageTest } from './storage.ts'

storageTest('s3cmd', process.env.ORRERY_S3CMD, 'ORRERY_S3CMD', async ({ url, tree, folder, run }, s3cmd) => {
  const settings = join(folder, 's3cfg')
  const { host } = new URL(url)
  writeFileSync(settings, ['[default]', 'access_key = test', 'secret_key = test', `host_base = ${host}`, `host_bucket = ${host}`,
    'use_https = False', 'multipart_chunk_size_mb = 5', 'progress_meter = False'].join('\n'))
  const call = async (...words: string[]) => (await run(s3cmd, ['-c', settings, ...words])).output.toString()
  const older = (...words: string[]) => call('--signature-v2', ...words)
  const back = join(folder, 'back')
  await call('mb', 's3://s3cmd-bucket')
  await call('sync', `${join(tree, '@smithy')}/`, 's3://s3cmd-bucket/tree/')
  await call('sync', 's3://s3cmd-bucket/tree/', `${back}/`)
  sameTrees(join(tree, '@smithy'), back)
  await older('put', join(tree, 'large.bin'), 's3://s3cmd-bucket/large')
  await older('get', 's3://s3cmd-bucket/large', join(folder, 'large'))
  assert.ok(readFileSync(join(folder, 'large')).equals(readFileSync(join(tree, 'large.bin'))))
  const signed = (await call('signurl', 's3://s3cmd-bucket/large', '+60')).trim()
  assert.match(signed, /AWSAccessKeyId=test/)
  assert.equal((await (await fetch(signed)).arrayBuffer()).byteLength, 20_000_000)
  assert.match(await older('ls', 's3://s3cmd-bucket/'), /DIR +s3:\/\/s3cmd-bucket\/tree\/\n.* 20000000 +s3:\/\/s3cmd-bucket\/large/)
  // A bucket that enforces its owner takes no lists, which s3cmd copies too unless it is told (https://github.com/s3tools/s3cmd, 1304).
  await older('cp', '--acl-private', 's3://s3cmd-bucket/large', 's3://s3cmd-bucket/copy')
  await call('del', '--recursive', '--force', 's3://s3cmd-bucket/')
  await older('rb', 's3://s3cmd-bucket')
})
