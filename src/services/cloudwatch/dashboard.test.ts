// Dashboards are kept as they are.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('a dashboard is put, read, listed and removed', async t => {
  const { watch } = await freshAccount(t)
  const body = '{"widgets":[]}'
  await watch.putDashboard({ DashboardName: 'd', DashboardBody: body })
  assert.equal((await watch.getDashboard({ DashboardName: 'd' })).DashboardBody, body)
  assert.equal((await watch.listDashboards({})).DashboardEntries![0]!.Size, body.length)
  await refused(watch.putDashboard({ DashboardName: 'd', DashboardBody: 'no' }), 'DashboardInvalidInputError')
  await watch.deleteDashboards({ DashboardNames: ['d'] })
  await refused(watch.getDashboard({ DashboardName: 'd' }), 'ResourceNotFound')
})
