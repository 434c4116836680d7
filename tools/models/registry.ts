// What CloudFormation's registry knows of resources, from `@aws-cdk/aws-service-spec`: the forms of their ARNs, what identifies them, their
// properties. It is read when the models are compiled and not at run time.

import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec'
import type { DerivedCloudFormation } from '../../src/model/derived.ts'
import type { Draft } from './draft.ts'

export interface Registered {
  /** The ARN's template, `{id}` for what is its own, `{parent0}` and so on for what stands above. */
  readonly arn?: string
  readonly cloudFormation: DerivedCloudFormation
}

export interface Registry {
  /** One API's resources, by noun in lower case. */
  of(draft: Pick<Draft, 'id' | 'metadata'>): ReadonlyMap<string, Registered>
}

export function openRegistry(): Registry {
  const byNamespace = new Map<string, Map<string, Registered>>()
  for (const { cloudFormationType, name, arnTemplate, primaryIdentifier, properties,
    attributes } of loadAwsServiceSpecSync().all('resource')) {
    const namespace = plain(cloudFormationType.split('::')[1] ?? '')
    const own = byNamespace.get(namespace) ?? new Map<string, Registered>()
    const fixed = Object.entries(properties).filter(([, { causesReplacement }]) => causesReplacement === 'yes').map(([each]) => each)
    byNamespace.set(namespace, own.set(name.toLowerCase(), {
      ...(arnTemplate !== undefined && { arn: templateOf(arnTemplate) }),
      cloudFormation: {
        type: cloudFormationType, identifier: primaryIdentifier ?? [], readOnly: Object.keys(attributes).sort(), createOnly: fixed.sort(),
        properties: [...new Set([...Object.keys(properties), ...Object.keys(attributes)])].filter(each => !each.includes('.')).sort(),
      },
    }))
  }
  return {
    of: ({ id, metadata: { serviceId = id, endpointPrefix = id, signingName = endpointPrefix } }) => {
      const names = [serviceId, id, signingName, endpointPrefix].map(plain)
      return names.map(each => byNamespace.get(each)).find(each => each !== undefined) ?? new Map()
    },
  }
}

/** `AWS::AppConfig::…`, `AppConfig` and `appconfig` are one. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** `arn:${Partition}:…:${Region}:${Account}:plan:${PlanId}` → `arn:{partition}:…:{region}:{account}:plan:{id}` */
export function templateOf(registered: string): string {
  const parts = [...registered.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name!).filter(name => !place.has(name))
  return registered.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    if (place.has(name)) return `{${name.toLowerCase()}}`
    const at = parts.indexOf(name)
    return at === parts.length - 1 ? '{id}' : `{parent${at}}`
  })
}

const place = new Set(['Partition', 'Region', 'Account'])
