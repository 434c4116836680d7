// AWS Config: the manifest.

import { service } from '../../kernel/service.ts'

export const config = service({ id: 'config', operations: {} })
