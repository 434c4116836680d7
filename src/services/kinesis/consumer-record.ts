// Consumers with fan-out of their own: their record. What they are given is in `consumer.ts`.

import { records } from '../../kernel/service.ts'

export interface Consumer {
  readonly streamId: string
  readonly streamName: string
  readonly name: string
  /** Epoch seconds in its ARN. */
  readonly createdAt: number
  /** It is CREATING until then. */
  readonly readyAt: number
}

export const Consumer = records<Consumer>({ name: 'Consumer', key: ['streamId', 'name'] })
