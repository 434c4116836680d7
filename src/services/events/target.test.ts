// Targets that cannot be.

import { test } from 'node:test'
import { freshAccount, listening, refused } from './account.fixture.ts'

test('what PutTargets refuses', async t => {
  const account = await freshAccount(t)
  const { arn } = await listening(account, 'r', { pattern: { source: ['shop'] } })
  const add = (target: object) => account.events.putTargets({ Rule: 'r', Targets: [{ Id: 'x', Arn: arn, ...target }] })
  await refused(add({ Id: 'a b' }), 'ValidationException', /regular expression/)
  await refused(add({ Arn: 'nonsense' }), 'ValidationException', /not in correct format/)
  await refused(add({ Input: '{}', InputPath: '$' }), 'ValidationException', /Only one of Input/)
  await refused(add({ Input: 'no' }), 'ValidationException', /JSON syntax error/)
  await refused(add({ InputPath: 'detail' }), 'ValidationException', /Invalid InputPath/)
  await refused(add({ Arn: `${arn}.fifo` }), 'ValidationException', /SqsParameters must be specified/)
  await refused(account.events.putTargets({ Rule: 'r', Targets: Array.from({ length: 5 }, (_, i) => ({ Id: `t${i}`, Arn: arn })) }),
    'LimitExceededException')
})
