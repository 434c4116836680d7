// Lines of Direct Connect (Service Terms 16): the letter for the site's operator, a line that fails, and where traffic goes then: what is
// public over the internet at the standard price, what is a VPC's through a VPN, or nowhere. Bytes go by no API, so a desk counts them.

import { Fault } from '../../../kernel/fault.ts'
import { desk } from '../desk.ts'
import type { Asked } from '../desk.ts'
import type { Rule } from '../rule.ts'

const text = (value: unknown): string => typeof value === 'string' ? value : ''
const gigabyte = 2 ** 30

interface Connection { readonly connectionId: string, readonly location: string, readonly bandwidth: string }

async function connectionOf({ office, account, given }: Asked): Promise<Connection | undefined> {
  const region = text(given['region'] ?? 'us-east-1')
  try {
    const { connections } = await office.call({ account, region },
      ['directconnect', 'DescribeConnections', { connectionId: text(given['connection']) }])
    return (connections as Connection[])[0]
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return undefined
  }
}

function isDown({ kept, given }: Asked): boolean {
  return kept('directconnect/line').filter(({ connection }) => connection === given['connection']).at(-1)?.['down'] === true
}

async function hasTunnel({ office, account, given }: Asked): Promise<boolean> {
  const region = text(given['region'] ?? 'us-east-1')
  const { VpnConnections: tunnels = [] } = await office.call({ account, region }, ['ec2', 'DescribeVpnConnections', {}])
  return (tunnels as { readonly State?: string }[]).some(({ State: state = 'available' }) => state === 'available' || state === 'pending')
}

const place = { connection: 'text', region: 'text?' } as const

/** Counts traffic, and says which way it went. */
async function carried(asked: Asked): Promise<string> {
  const { office, account, given } = asked
  const region = text(given['region'] ?? 'us-east-1')
  const count = Number(given['gigabytes'])
  const meter = (service: string, usageType: string, quantity: number) => {
    office.meter({ account, region }, { service, usageType }, quantity)
  }
  if (!isDown(asked)) {
    meter('directconnect', 'DataXfer-Out', count * gigabyte)
    return `carried ${count} GB over the line`
  }
  if (given['to'] === 'public') {
    meter('ec2', 'DataTransfer-Out-Bytes', count * gigabyte)
    return `the line is down: ${count} GB went over the internet at the standard price`
  }
  if (!await hasTunnel(asked)) return `the line is down and there is no tunnel: dropped ${count} GB`
  meter('ec2', 'DataTransfer-Out-Bytes', count * gigabyte)
  return `the line is down: ${count} GB went through the VPN`
}

export const directConnect: readonly Rule[] = [
  desk({
    path: 'directconnect/letter', says: 'the letter by which a site\'s operator may cable a connection', takes: place,
    does: {
      '16.2#1': async asked => {
        const found = await connectionOf(asked)
        return found === undefined ? `there is no connection ${text(asked.given['connection'])}: no letter`
          : `the operator of ${found.location} may cable ${found.connectionId} (${found.bandwidth})`
      },
    },
  }),
  desk({ path: 'directconnect/line', says: 'a line fails, or works again', takes: { ...place, down: 'flag' } }),
  desk({
    path: 'directconnect/traffic', says: 'traffic over a line: to what is public, or to a vpc',
      takes: { ...place, gigabytes: 'count', to: 'text' },
    does: {
      '16.4#1': async asked => asked.given['to'] === 'public' ? await carried(asked) : undefined,
      '16.4#2 16.4#3': async asked => asked.given['to'] === 'vpc' ? await carried(asked) : undefined,
    },
  }),
]
