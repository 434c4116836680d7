// Amazon WorkDocs: users are written, their folders and comments derived. The manifest.

import { service } from '../../kernel/service.ts'
import { ActivateUser, CreateUser, DeactivateUser, DeleteUser, DescribeUsers, UpdateUser } from './user.ts'

export const workdocs = service({
  id: 'workdocs',
  operations: { ActivateUser, CreateUser, DeactivateUser, DeleteUser, DescribeUsers, UpdateUser },
  ownPages: ['DescribeUsers'],
})
