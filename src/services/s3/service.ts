// Amazon Simple Storage Service: the manifest. What each noun does is in its own file.

import { service } from '../../kernel/service.ts'

export const s3 = service({
  id: 's3',
  operations: {},
})
