// What Amazon SNS bills: requests and deliveries, in chunks of 64 KB. Source: "Amazon SNS pricing": each 64 KB chunk of published data is
// one request; deliveries to queues and functions are free; FIFO topics are billed apart.

import type { Call } from '../../kernel/service.ts'
import { attributesSizeBytes } from './message.ts'
import type { Message } from './message.ts'

const chunkBytes = 65_536

const deliveryUnits: Readonly<Record<string, string>> = {
  http: 'DeliveryAttempts-HTTP', https: 'DeliveryAttempts-HTTP', email: 'DeliveryAttempts-SMTP', 'email-json': 'DeliveryAttempts-SMTP',
  sqs: 'DeliveryAttempts-SQS', lambda: 'DeliveryAttempts-LAMBDA', firehose: 'DeliveryAttempts-FIREHOSE',
  application: 'DeliveryAttempts-APNS',
}

export function chargePublication(message: Message, fifo: boolean, call: Call): void {
  const chunks = Math.max(1, Math.ceil(sizeOf(message) / chunkBytes))
  call.meter(fifo ? 'F-Request-Tier1' : 'Requests-Tier1', chunks)
  if (fifo) call.meter('F-Ingress-Tier1', sizeOf(message) / 2 ** 30)
}

/** Text messages are charged by their parts, when they go (`text-message.ts`). */
export function chargeDelivery(protocol: string, message: Message, call: Call): void {
  if (protocol === 'sms') return
  call.meter(deliveryUnits[protocol] ?? 'DeliveryAttempts-HTTP', Math.max(1, Math.ceil(sizeOf(message) / chunkBytes)))
}

export function sizeOf({ body, attributes }: Message): number {
  return Buffer.byteLength(body) + attributesSizeBytes(attributes)
}
