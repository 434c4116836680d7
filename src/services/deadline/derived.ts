// What Deadline Cloud's model does not tell: who made a resource, and what a new one counts. Source: GetFarm and its like, API Reference.
// Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

const gives = { createdby: '{caller}' }

export const derived: ServiceCorrections = {
  resources: {
    Budget: { gives: { ...gives, usages: { approximateDollarUsage: 0 } } },
    Farm: { gives },
    Fleet: { gives: { ...gives, workercount: 0 } },
    Limit: { gives: { ...gives, currentcount: 0 } },
    Queue: { gives: { ...gives, status: 'IDLE' } },
    QueueFleetAssociation: { gives },
    QueueLimitAssociation: { gives },
    Worker: { gives },
  },
}
