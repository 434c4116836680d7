// What App Mesh's model does not tell: what stands in a resource's metadata, and its status. Source: ResourceMetadata, AWS App Mesh API
// Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

const mesh = 'arn:{partition}:appmesh:{region}:{account}:mesh/'
const metadata = {
  createdAt: '{created}', lastUpdatedAt: '{updated}', meshOwner: '{account}', resourceOwner: '{account}', uid: '{uuid}',
    version: '{version}',
}
const status = { status: 'ACTIVE' }

export const derived: ServiceCorrections = {
  resources: {
    GatewayRoute: {
      gives: { metadata: { ...metadata, arn: `${mesh}{meshname}/virtualGateway/{virtualgatewayname}/gatewayRoute/{name}` }, status },
    },
    Mesh: { gives: { metadata: { ...metadata, arn: `${mesh}{name}` }, status } },
    Route: { gives: { metadata: { ...metadata, arn: `${mesh}{meshname}/virtualRouter/{virtualroutername}/route/{name}` }, status } },
    VirtualGateway: { gives: { metadata: { ...metadata, arn: `${mesh}{meshname}/virtualGateway/{name}` }, status } },
    VirtualNode: { gives: { metadata: { ...metadata, arn: `${mesh}{meshname}/virtualNode/{name}` }, status } },
    VirtualRouter: { gives: { metadata: { ...metadata, arn: `${mesh}{meshname}/virtualRouter/{name}` }, status } },
    VirtualService: { gives: { metadata: { ...metadata, arn: `${mesh}{meshname}/virtualService/{name}` }, status } },
  },
}
