// Amazon DynamoDB Streams: the manifest. What each noun does is in its own file.

import { service } from '../../kernel/service.ts'

export const dynamodbstreams = service({ id: 'dynamodbstreams', operations: {} })
