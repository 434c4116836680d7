// AWS Systems Manager: the manifest. What each noun does is in its own file, and each group of them says in a file of its own what it adds
// here: operations, timers.

import { parseArn, service } from '../../kernel/service.ts'
import { conditionsOf, targetOf } from './access.ts'
import { parameterOperations, parameterTimers } from './parameter-operations.ts'
import { Parameter } from './parameter.ts'
import { AddTagsToResource, ListTagsForResource, RemoveTagsFromResource } from './tag.ts'

export const ssm = service({
  id: 'ssm',
  resources: [Parameter],
  operations: {
    AddTagsToResource, ListTagsForResource, RemoveTagsFromResource,
    ...parameterOperations,
  },
  timers: {
    ...parameterTimers,
  },
  target: targetOf,
  conditions: conditionsOf,
  ownPages: ['DescribeParameters', 'GetParameterHistory', 'GetParametersByPath'],

  /** A parameter's ARN names the account. */
  locate(operation, { Name: name }: { readonly Name?: string }) {
    const arn = name === undefined || !operation.includes('Parameter') ? undefined : parseArn(name)
    return arn === undefined ? undefined : { account: arn.account }
  },
})
