// boto3 and its transfer manager, in the Python that ORRERY_PYTHON names.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sameTrees, storageTest } from './storage.ts'

const script = fileURLToPath(new URL('../../../tests/clients/boto3_storage.py', import.meta.url))
const environment = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' }

storageTest('boto3', process.env.ORRERY_PYTHON, 'ORRERY_PYTHON', async ({ url, tree, folder, run }, python) => {
  const back = join(folder, 'back')
  const { output } = await run(python, [script, url, tree, back], { environment })
  assert.equal(Number.parseInt(output.toString(), 10), sameTrees(tree, back))
})
