// Parameters that AWS publishes under `/aws/service/`: images (`image-parameter.ts`), and the regions, their names and their zones. They
// are
// of no account. Source: "Working with public parameters in Parameter Store", Systems Manager User Guide.

import { partitions } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { imageParameters, imageValues } from './image-parameter.ts'
import type { ParameterVersion } from './parameter.ts'

const root = '/aws/service/'
const infrastructure = `${root}global-infrastructure/`

export async function publicParameter(name: string, call: Call): Promise<ParameterVersion | undefined> {
  return (await below(each => each === name, name, call))[0]
}

/** Those whose names begin so, in order of their names. */
export async function publicParameters(prefix: string, call: Call): Promise<ParameterVersion[]> {
  return (await below(name => name.startsWith(prefix), prefix, call)).sort((a, b) => a.name < b.name ? -1 : 1)
}

/** @param prefix what all that is meant begins with: other services are asked for no more than that */
async function below(isMeant: (name: string) => boolean, prefix: string, call: Call): Promise<ParameterVersion[]> {
  const images = [...imageParameters(root)].filter(([name]) => isMeant(name))
  const values = await imageValues(images.map(([, parameter]) => parameter), call)
  const places = [...placesOf(call), ...await zonesOf(prefix, call)].filter(([name]) => isMeant(name))
  return [
    ...images.flatMap(([name, parameter]) => {
      const value = values.get(parameter)
      return value === undefined ? [] : [published(name, value, parameter.field === 'image_id' ? 'aws:ec2:image' : 'text')]
    }),
    ...places.map(([name, value]) => published(name, value, 'text')),
  ]
}

function placesOf(call: Call): (readonly [string, string])[] {
  const { id: partition, dnsSuffix, regions } = partitions.find(({ id }) => id === call.partition)!
  const about = (path: string, { id, name }: { readonly id: string, readonly name: string }) => [
    [path, id], [`${path}/domain`, dnsSuffix], [`${path}/longName`, name], [`${path}/partition`, partition],
  ] as const
  const here = regions.find(({ id }) => id === call.region)
  return [
    ...regions.flatMap(region => about(`${infrastructure}regions/${region.id}`, region)),
    ...here === undefined ? [] : about(`${infrastructure}current-region`, here),
  ]
}

/** Zones of one region, where they are asked for, by a real call. */
async function zonesOf(prefix: string, call: Call): Promise<(readonly [string, string])[]> {
  const [path, region] = /^\/aws\/service\/global-infrastructure\/regions\/([\w-]+)\/availability-zones(?:\/|$)/.exec(prefix) ?? []
  const isKnown = partitions.some(({ regions }) => regions.some(({ id }) => id === region))
  if (path === undefined || !isKnown) return []
  const { AvailabilityZones: zones = [] } = await call.to('ec2', { region: region! }).DescribeAvailabilityZones({})
  return zones.map(({ ZoneId: id = '' }) => [`${infrastructure}regions/${region!}/availability-zones/${id}`, id] as const)
}

/** They are taken to be as old as the service. */
function published(name: string, value: string, dataType: string): ParameterVersion {
  return {
    name, value, dataType, version: 1, type: 'String', tier: 'Standard', labels: [], modifiedAt: Date.UTC(2016, 11, 1), modifiedBy: '',
  }
}
