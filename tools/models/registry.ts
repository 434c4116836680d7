// What CloudFormation's registry knows of resources, from `@aws-cdk/aws-service-spec`: here the forms of their ARNs. It is read when the
// models
// are compiled and not at run time.

import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec'
import type { Draft } from './draft.ts'

export interface Registry {
  /** ARN templates of one API's resources, by noun in lower case. */
  arnsOf(draft: Pick<Draft, 'id' | 'metadata'>): ReadonlyMap<string, string>
}

export function openRegistry(): Registry {
  const byNamespace = new Map<string, Map<string, string>>()
  for (const { cloudFormationType, name, arnTemplate } of loadAwsServiceSpecSync().all('resource')) {
    if (arnTemplate === undefined) continue
    const namespace = plain(cloudFormationType.split('::')[1] ?? '')
    const own = byNamespace.get(namespace) ?? new Map<string, string>()
    byNamespace.set(namespace, own.set(name.toLowerCase(), templateOf(arnTemplate)))
  }
  return {
    arnsOf: ({ id, metadata: { serviceId = id, endpointPrefix = id, signingName = endpointPrefix } }) => {
      const names = [serviceId, id, signingName, endpointPrefix].map(plain)
      return names.map(each => byNamespace.get(each)).find(each => each !== undefined) ?? new Map()
    },
  }
}

/** `AWS::AppConfig::…`, `AppConfig` and `appconfig` are one. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** `arn:${Partition}:…:${Region}:${Account}:plan:${PlanId}` → `arn:{partition}:…:{region}:{account}:plan:{id}`; what stands before is a
 * parent. */
export function templateOf(registered: string): string {
  const parts = [...registered.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name!).filter(name => !place.has(name))
  return registered.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    if (place.has(name)) return `{${name.toLowerCase()}}`
    const at = parts.indexOf(name)
    return at === parts.length - 1 ? '{id}' : `{parent${at}}`
  })
}

const place = new Set(['Partition', 'Region', 'Account'])
