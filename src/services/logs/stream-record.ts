// The record of a log stream, which groups and the operations of streams share.

import { resource } from '../../kernel/service.ts'
import { streamFormation } from './cloud-formation.ts'
import { absence } from './fault.ts'

export interface LogStream {
  readonly groupName: string
  readonly name: string
  readonly createdAt: number
  readonly firstAt?: number
  readonly lastAt?: number
  readonly ingestedAt?: number
}

export const LogStream = resource<LogStream>({
  name: 'LogStream',
  key: ['groupName', 'name'],
  arn: 'arn:{partition}:logs:{region}:{account}:log-group:{groupName}:log-stream:{name}',
  notFound: absence('log stream'),
  exists: { code: 'ResourceAlreadyExistsException', message: () => 'The specified log stream already exists' },
  // Streams without events stand before all others.
  indexes: { lastEvent: ({ groupName, lastAt }) => [groupName, lastAt ?? -1] },
  cloudFormation: streamFormation,
})
