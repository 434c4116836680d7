// Amazon DynamoDB: the manifest. What each noun does is in its own file.

import { service } from '../../kernel/service.ts'

export const dynamodb = service({ id: 'dynamodb', operations: {} })
