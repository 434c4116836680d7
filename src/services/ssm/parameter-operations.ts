// What Parameter Store adds to the manifest.

import { giveNotice } from './parameter-policy.ts'
import { DescribeParameters, GetParameter, GetParameterHistory, GetParameters, GetParametersByPath } from './parameter-read.ts'
import { DeleteParameter, DeleteParameters, expireParameter, LabelParameterVersion, PutParameter, UnlabelParameterVersion }
  from './parameter-write.ts'

export const parameterOperations = {
  DeleteParameter, DeleteParameters, DescribeParameters, GetParameter, GetParameterHistory, GetParameters, GetParametersByPath,
  LabelParameterVersion, PutParameter, UnlabelParameterVersion,
}

export const parameterTimers = { expire: expireParameter, notice: giveNotice }
