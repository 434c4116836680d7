// Faults that several operations of S3 Control have in common. Source: "List of error codes", Amazon S3 API Reference.

import { Fault } from '../../kernel/service.ts'

export function invalidRequest(message: string): Fault {
  return new Fault('InvalidRequest', message, 400)
}
