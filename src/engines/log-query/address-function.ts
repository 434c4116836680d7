// Functions of IP addresses. Source: "IP address string functions", CloudWatch Logs User Guide; RFC 1918, RFC 6890.

import { BlockList, isIP } from 'node:net'
import type { FunctionTable, QueryFunction } from './function.ts'
import { textOf } from './value.ts'

function ofAddress(test: (address: string, version: number) => boolean): QueryFunction {
  return { counts: [1, 1], apply: ([value]) => { const text = textOf(value!) ?? ''; return isIP(text) > 0 && test(text, isIP(text)) } }
}

/** @param version of addresses that may be in it; 0 for both */
function inSubnet(version: number): QueryFunction {
  return {
    counts: [2, 2],
    apply([value, subnet]) {
      const address = textOf(value!) ?? ''
      const [network = '', prefix = ''] = (textOf(subnet!) ?? '').split('/')
      const family = isIP(address)
      const isCidr = /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128)
      if (family === 0 || isIP(network) !== family || (version !== 0 && family !== version) || !isCidr) return false
      return listed([[network, Number(prefix)]], address, family)
    },
  }
}

type Network = readonly [network: string, prefix: number]

function listed(networks: readonly Network[], address: string, family: number): boolean {
  const list = new BlockList()
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, isIP(network) === 4 ? 'ipv4' : 'ipv6')
  return list.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

const privateNetworks: readonly Network[] = [['10.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16]]
const reservedNetworks: readonly Network[] = [
  ['0.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['192.0.0.0', 24], ['192.0.2.0', 24], ['198.18.0.0', 15],
  ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
  ['::', 127], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8], ['2001:db8::', 32],
]

function numberOfAddress(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}

export const addressFunctions: FunctionTable = {
  isvalidip: ofAddress(() => true),
  isvalidipv4: ofAddress((_, version) => version === 4),
  isvalidipv6: ofAddress((_, version) => version === 6),
  isipinsubnet: inSubnet(0), isipv4insubnet: inSubnet(4), isipv6insubnet: inSubnet(6),
  ipv4tonumber: { counts: [1, 1],
    apply: ([value]) => { const text = textOf(value!) ?? ''; return isIP(text) === 4 ? numberOfAddress(text) : null } },
  isprivateip: ofAddress((address, version) => listed(privateNetworks, address, version)),
  isreservedip: ofAddress((address, version) => listed(reservedNetworks, address, version)),
  ispublicip: ofAddress((address, version) => !listed([...privateNetworks, ...reservedNetworks], address, version)),
}
