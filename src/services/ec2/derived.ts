// What EC2's model does not tell of resources that nobody wrote: its faults and the forms of its ids. Source: "Error codes" and the
// operations'
// pages, EC2 API Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  resources: {
    CarrierGateway: { missing: 'InvalidCarrierGatewayID.NotFound', id: 'cagw-{hex:17}' },
    ClientVpnEndpoint: { missing: 'InvalidClientVpnEndpointId.NotFound', id: 'cvpn-endpoint-{hex:17}' },
    CoipPool: { missing: 'InvalidPoolID.NotFound', id: 'ipv4pool-coip-{hex:17}' },
    CustomerGateway: { missing: 'InvalidCustomerGatewayID.NotFound', id: 'cgw-{hex:17}' },
    DhcpOptions: { missing: 'InvalidDhcpOptionID.NotFound', id: 'dopt-{hex:17}' },
    EgressOnlyInternetGateway: { missing: 'InvalidEgressOnlyInternetGatewayId.NotFound', id: 'eigw-{hex:17}' },
    FpgaImage: { missing: 'InvalidFpgaImageID.NotFound', id: 'afi-{hex:17}' },
    InstanceConnectEndpoint: { missing: 'InvalidInstanceConnectEndpointId.NotFound', id: 'eice-{hex:17}' },
    InstanceEventWindow: { missing: 'InvalidInstanceEventWindowId.NotFound', id: 'iew-{hex:17}' },
    Ipam: { missing: 'InvalidIpamId.NotFound', id: 'ipam-{hex:17}' },
    IpamPool: { missing: 'InvalidIpamPoolId.NotFound', id: 'ipam-pool-{hex:17}' },
    IpamResourceDiscovery: { missing: 'InvalidIpamResourceDiscoveryId.NotFound', id: 'ipam-res-disco-{hex:17}' },
    IpamScope: { missing: 'InvalidIpamScopeId.NotFound', id: 'ipam-scope-{hex:17}' },
    LocalGatewayRouteTable: { missing: 'InvalidLocalGatewayRouteTableID.NotFound', id: 'lgw-rtb-{hex:17}' },
    ManagedPrefixList: { missing: 'InvalidPrefixListID.NotFound', id: 'pl-{hex:17}' },
    NetworkInsightsAccessScope: { missing: 'InvalidNetworkInsightsAccessScopeId.NotFound', id: 'nis-{hex:17}' },
    NetworkInsightsPath: { missing: 'InvalidNetworkInsightsPathId.NotFound', id: 'nip-{hex:17}' },
    PlacementGroup: { missing: 'InvalidPlacementGroup.Unknown', present: 'InvalidPlacementGroup.Duplicate', id: 'pg-{hex:17}' },
    PublicIpv4Pool: { missing: 'InvalidPublicIpv4PoolID.NotFound', id: 'ipv4pool-ec2-{hex:17}' },
    RouteServer: { missing: 'InvalidRouteServerId.NotFound', id: 'rs-{hex:17}' },
    TrafficMirrorFilter: { missing: 'InvalidTrafficMirrorFilterId.NotFound', id: 'tmf-{hex:17}' },
    TrafficMirrorSession: { missing: 'InvalidTrafficMirrorSessionId.NotFound', id: 'tms-{hex:17}' },
    TrafficMirrorTarget: { missing: 'InvalidTrafficMirrorTargetId.NotFound', id: 'tmt-{hex:17}' },
    TransitGateway: { missing: 'InvalidTransitGatewayID.NotFound', id: 'tgw-{hex:17}' },
    TransitGatewayConnect: { missing: 'InvalidTransitGatewayAttachmentID.NotFound', id: 'tgw-attach-{hex:17}' },
    TransitGatewayMulticastDomain: { missing: 'InvalidTransitGatewayMulticastDomainId.NotFound', id: 'tgw-mcast-domain-{hex:17}' },
    TransitGatewayPolicyTable: { missing: 'InvalidTransitGatewayPolicyTableId.NotFound', id: 'tgw-ptb-{hex:17}' },
    TransitGatewayRouteTable: { missing: 'InvalidRouteTableID.NotFound', id: 'tgw-rtb-{hex:17}' },
    TransitGatewayVpcAttachment: { missing: 'InvalidTransitGatewayAttachmentID.NotFound', id: 'tgw-attach-{hex:17}' },
    VerifiedAccessEndpoint: { missing: 'InvalidVerifiedAccessEndpointId.NotFound', id: 'vae-{hex:17}' },
    VerifiedAccessGroup: { missing: 'InvalidVerifiedAccessGroupId.NotFound', id: 'vagr-{hex:17}' },
    VerifiedAccessInstance: { missing: 'InvalidVerifiedAccessInstanceId.NotFound', id: 'vai-{hex:17}' },
    VerifiedAccessTrustProvider: { missing: 'InvalidVerifiedAccessTrustProviderId.NotFound', id: 'vatp-{hex:17}' },
    VpcBlockPublicAccessExclusion: { missing: 'InvalidVpcBlockPublicAccessExclusionId.NotFound', id: 'vpcbpa-exclude-{hex:17}' },
    VpcPeeringConnection: { missing: 'InvalidVpcPeeringConnectionID.NotFound', id: 'pcx-{hex:17}' },
    VpnConcentrator: { missing: 'InvalidVpnConcentratorID.NotFound', id: 'vcn-{hex:17}' },
    VpnConnection: { missing: 'InvalidVpnConnectionID.NotFound', id: 'vpn-{hex:17}' },
    VpnGateway: { missing: 'InvalidVpnGatewayID.NotFound', id: 'vgw-{hex:17}' },
  },
}
