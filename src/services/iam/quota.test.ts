// Quotas of an account bite where the user wants them to.

import { test } from 'node:test'
import { IAM } from '@aws-sdk/client-iam'
import { Cloud } from '../../index.ts'
import { refused } from './account.fixture.ts'
import { quotas } from './quota.ts'

test('three hundred groups, and no more', async t => {
  for (const [mode, bites] of [['real', true], ['off', false]] as const) {
    const cloud = await Cloud.open({ quotas: mode })
    t.after(() => cloud.close())
    const iam = new IAM(cloud.client())
    const { value } = quotas['Group']!
    for (let i = 0; i < value; i += 1) await iam.createGroup({ GroupName: `g${i}` })
    const more = iam.createGroup({ GroupName: 'more' })
    await (bites ? refused(more, 'LimitExceeded', 'Cannot exceed quota for GroupsPerAccount: 300') : more)
  }
})
