// What SQS bills: requests, in chunks of 64 KB of payload, and apart those of FIFO queues.
// Source: "Amazon SQS pricing": every action is a request, and each 64 KB chunk of a payload is billed as one.

import type { Call } from '../../kernel/service.ts'
import type { Queue } from './queue.ts'

const chunkBytes = 65_536

/** Counts one request with so much payload. */
export function chargeRequest({ fifo }: Queue, payloadBytes: number, call: Call): void {
  call.meter(fifo ? 'Requests-FIFO-RBP' : 'Requests-RBP', payloadBytes <= chunkBytes ? 1 : Math.ceil(payloadBytes / chunkBytes))
}
