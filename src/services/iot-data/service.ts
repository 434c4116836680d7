// AWS IoT's data plane, as far as shadows of devices: the manifest. No broker stands behind it, so messages are refused.

import { service } from '../../kernel/service.ts'
import { DeleteThingShadow, GetThingShadow, ListNamedShadowsForThing, UpdateThingShadow } from './shadow.ts'

const broker = 'No message broker stands behind it: shadows are read and written by these calls alone.'

export const iotData = service({
  id: 'iot-data',
  operations: { DeleteThingShadow, GetThingShadow, ListNamedShadowsForThing, UpdateThingShadow },
  refuses: {
    DeleteConnection: broker, GetConnection: broker, GetRetainedMessage: broker, ListRetainedMessages: broker, ListSubscriptions: broker,
    Publish: broker, SendDirectMessage: broker,
  },
  ownPages: ['ListNamedShadowsForThing'],
})
