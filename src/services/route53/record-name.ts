// Names of records as Route 53 keeps them: lower case, with a dot at the end, whatever is no plain character as its octal code; in the
// order
// of their labels from the right. Source: "DNS domain name format", Route 53 Developer Guide; ListResourceRecordSets for the order.

import type { ResourceRecordSet } from '../../../generated/aws/route53.ts'
import { records } from '../../kernel/service.ts'

export interface RecordSet {
  readonly zone: string
  /** Its name with the labels from the right. */
  readonly place: string
  readonly type: string
  /** Empty where one set alone has the name and type. */
  readonly setId: string
  readonly set: ResourceRecordSet
}

export const RecordSet = records<RecordSet>({ name: 'RecordSet', key: ['zone', 'place', 'type', 'setId'] })

/** `*.Example.com` → `\052.example.com.` */
export function cleanName(given: string): string {
  const lower = given.toLowerCase().replace(/[^a-z0-9.\-_\\]/g, char => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`)
  return lower.endsWith('.') ? lower : `${lower}.`
}

/** `www.example.com.` → `com.example.www` */
export function reversed(name: string): string {
  return name.replace(/\.$/, '').split('.').reverse().join('.')
}
