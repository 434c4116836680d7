// `aws s3` as people type it: mb, sync, cp, mv, ls, presign, website, rm, rb.

import assert from 'node:assert/strict'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sameTrees, storageTest } from './storage.ts'

const environment = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_DEFAULT_REGION: 'eu-west-1' }

storageTest('the AWS CLI', process.env.ORRERY_AWS_CLI, 'ORRERY_AWS_CLI', async ({ url, tree, folder, run }, aws) => {
  const s3 = async (...words: string[]) => (await run(aws, ['--endpoint-url', url, 's3', ...words], { environment })).output
  const back = join(folder, 'back')
  await s3('mb', 's3://cli-bucket')
  await s3('sync', tree, 's3://cli-bucket/tree', '--no-progress')
  // A second time there is nothing to do.
  assert.equal((await s3('sync', tree, 's3://cli-bucket/tree', '--no-progress', '--size-only')).toString(), '')
  await s3('sync', 's3://cli-bucket/tree', back, '--no-progress')
  assert.ok(sameTrees(tree, back) > 1000)
  const large = readFileSync(join(tree, 'large.bin'))
  await s3('mv', 's3://cli-bucket/tree/large.bin', 's3://cli-bucket/moved.bin', '--no-progress')
  assert.ok((await s3('cp', 's3://cli-bucket/moved.bin', '-')).equals(large))
  assert.match((await s3('ls', 's3://cli-bucket/')).toString(), /PRE tree\/\n.* 20000000 moved\.bin\n/)
  const presigned = (await s3('presign', 's3://cli-bucket/moved.bin', '--expires-in', '60')).toString().trim()
  assert.ok(Buffer.from(await (await fetch(presigned)).arrayBuffer()).equals(large))
  rmSync(join(tree, 'empty'))
  writeFileSync(join(tree, 'new'), 'new')
  const changes = (await s3('sync', tree, 's3://cli-bucket/tree', '--delete', '--no-progress', '--size-only')).toString()
  assert.match(changes, /delete: s3:\/\/cli-bucket\/tree\/empty/)
  assert.match(changes, /upload: .*new to s3:\/\/cli-bucket\/tree\/new/)
  await s3('website', 's3://cli-bucket', '--index-document', 'index.html', '--error-document', 'error.html')
  await s3('rm', 's3://cli-bucket', '--recursive', '--only-show-errors')
  await s3('rb', 's3://cli-bucket')
  assert.equal((await s3('ls')).toString(), '')
})
