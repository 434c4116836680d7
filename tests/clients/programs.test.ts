// Ten small programs of `programs.py` through boto3, in the Python that ORRERY_PYTHON names: services that nobody wrote by hand.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Cloud } from '../../src/index.ts'
import { bareEnvironment } from './environment.ts'

/** The compiled test lies in `dist/tests/clients`, Python's source where it was written. */
const source = fileURLToPath(new URL('../../../tests/clients/programs.py', import.meta.url))
const python = process.env['ORRERY_PYTHON']
const missing = 'no Python with boto3 was found: ORRERY_PYTHON is not set'

const programs = [
  'backup_plans', 'app_configuration', 'data_catalog', 'batch_queues', 'access_points', 'source_repositories', 'devices', 'file_servers',
  'address_sets', 'databases',
]

for (const program of programs) {
  test(`the program ${program} runs to its end`, { skip: python === undefined ? missing : false }, async t => {
    const cloud = await Cloud.open({ lifecycle: 'instant' })
    t.after(() => cloud.close())
    const { url } = await cloud.listen(0)
    const own = { AWS_ENDPOINT_URL: url, AWS_DEFAULT_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' }
    const env = { ...bareEnvironment(), ...own }
    const { stdout } = await promisify(execFile)(python!, [source, program], { env })
    assert.equal(stdout.trim(), 'done')
  })
}
