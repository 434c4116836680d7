// Amazon Route 53: hosted zones and their records, the manifest. Health checks and traffic policies are not answered yet.

import { service } from '../../kernel/service.ts'
import { GetChange } from './change.ts'
import { ChangeResourceRecordSets, ListResourceRecordSets } from './record-set.ts'
import { ChangeTagsForResource, ListTagsForResource } from './tag.ts'
import {
  AssociateVPCWithHostedZone, CreateHostedZone, DeleteHostedZone, DisassociateVPCFromHostedZone, GetHostedZone, GetHostedZoneCount,
  HostedZone, ListHostedZones, ListHostedZonesByName, UpdateHostedZoneComment, zoneId,
} from './zone.ts'

interface Asking { readonly HostedZoneId?: string, readonly Id?: string, readonly ResourceId?: string }

export const route53 = service({
  id: 'route53',
  scope: 'account',
  resources: [HostedZone],
  operations: {
    AssociateVPCWithHostedZone, ChangeResourceRecordSets, ChangeTagsForResource, CreateHostedZone, DeleteHostedZone,
    DisassociateVPCFromHostedZone, GetChange, GetHostedZone, GetHostedZoneCount, ListHostedZones, ListHostedZonesByName,
    ListResourceRecordSets, ListTagsForResource, UpdateHostedZoneComment,
  },
  refuses: { TestDNSAnswer: 'Orrery answers no names: no resolver stands behind the records.' },
  // Its lists begin at a name, not at a token; the keys say which.
  ownPages: ['ListHostedZones', 'ListHostedZonesByName', 'ListResourceRecordSets'],
  target: (operation, { HostedZoneId, ResourceId, Id }: Asking, call) => {
    const id = HostedZoneId ?? ResourceId ?? (operation === 'GetChange' ? undefined : Id)
    return id === undefined ? undefined : call.arn(HostedZone, { id: zoneId(id) } as HostedZone)
  },
})
