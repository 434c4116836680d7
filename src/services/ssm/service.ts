// AWS Systems Manager: the manifest. What each noun does is in its own file.

import { parseArn, service } from '../../kernel/service.ts'
import { conditionsOf, targetOf } from './access.ts'
import { giveNotice } from './parameter-policy.ts'
import { DescribeParameters, GetParameter, GetParameterHistory, GetParameters, GetParametersByPath } from './parameter-read.ts'
import { DeleteParameter, DeleteParameters, expireParameter, LabelParameterVersion, PutParameter, UnlabelParameterVersion }
  from './parameter-write.ts'
import { Parameter } from './parameter.ts'
import { AddTagsToResource, ListTagsForResource, RemoveTagsFromResource } from './tag.ts'

export const ssm = service({
  id: 'ssm',
  resources: [Parameter],
  operations: {
    AddTagsToResource, DeleteParameter, DeleteParameters, DescribeParameters, GetParameter, GetParameterHistory, GetParameters,
    GetParametersByPath, LabelParameterVersion, ListTagsForResource, PutParameter, RemoveTagsFromResource, UnlabelParameterVersion,
  },
  timers: { expire: expireParameter, notice: giveNotice },
  target: targetOf,
  conditions: conditionsOf,
  ownPages: ['DescribeParameters', 'GetParameterHistory', 'GetParametersByPath'],

  /** A parameter's ARN names the account. */
  locate(_operation, { Name: name }: { readonly Name?: string }) {
    const arn = name === undefined ? undefined : parseArn(name)
    return arn === undefined ? undefined : { account: arn.account }
  },
})
