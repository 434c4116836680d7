// What MediaPackage's model does not tell: where a channel group is fetched from. Source: CreateChannelGroup, AWS Elemental MediaPackage
// v2 API
// Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  resources: {
    ChannelGroup: { gives: { egressdomain: '{lower:6}.egress.{lower:6}.mediapackagev2.{region}.amazonaws.com' } },
  },
}
