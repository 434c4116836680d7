// Domains of SimpleDB: made and deleted as often as one likes, listed, and what is in them counted.

import type { Sdb } from '../../../generated/aws/sdb.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Item } from './stored-item.ts'

export interface Domain { readonly name: string, readonly createdAt: number }

export const Domain = resource<Domain>({
  name: 'Domain',
  key: 'name',
  arn: 'arn:{partition}:sdb:{region}:{account}:domain/{name}',
  notFound: { code: 'NoSuchDomain', message: () => 'The specified domain does not exist.' },
  cloudFormation: {
    type: 'AWS::SDB::Domain', primaryIdentifier: ['DomainName'], readOnly: ['DomainName'], createOnly: ['Description'],
    async create(_properties, call) {
      const name = `domain-${call.alphanumeric(12).toLowerCase()}`
      await call.to('sdb').CreateDomain({ DomainName: name })
      return name
    },
    async read(name, call) {
      await call.to('sdb').DomainMetadata({ DomainName: name })
      return { DomainName: name }
    },
    // It has no property that could change.
    update: () => Promise.resolve(),
    async delete(name, call) {
      await call.to('sdb').DomainMetadata({ DomainName: name })
      await call.to('sdb').DeleteDomain({ DomainName: name })
    },
    async* list(call) {
      const { DomainNames: names = [] } = await call.to('sdb').ListDomains({ MaxNumberOfDomains: 100 })
      yield* names
    },
  },
})

const nameForm = /^[A-Za-z0-9_.-]{3,255}$/

/** Making one again succeeds and changes nothing (CreateDomain, API reference). */
export const CreateDomain: Sdb['CreateDomain'] = ({ DomainName: name }, call) => {
  if (!nameForm.test(name)) {
    throw call.fault('InvalidParameterValue', `Value (${name}) for parameter DomainName is invalid. `)
  }
  const domains = call.of(Domain)
  if (domains.get(name) !== undefined) return {}
  call.quota('Domains', domains.count() + 1)
  domains.insert({ name, createdAt: call.now() })
  return {}
}

/** Deleting one that is not there succeeds; its items go with it. */
export const DeleteDomain: Sdb['DeleteDomain'] = ({ DomainName: name }, call) => {
  const items = call.of(Item)
  for (const item of [...items.scan({ within: [name] })]) items.delete(name, item.name)
  call.of(Domain).delete(name)
  return {}
}

export const ListDomains: Sdb['ListDomains'] = function* ({ MaxNumberOfDomains: limit }, call) {
  if (limit !== undefined && (limit < 1 || limit > 100)) {
    throw call.fault('InvalidParameterValue', `Value (${limit}) for parameter MaxNumberOfDomains is invalid. MaxNumberOfDomains must be `
      + 'between 1 and 100.')
  }
  for (const { name } of call.of(Domain).scan()) yield name
}

/** Counted when asked: each name of an attribute once, in UTF-8 bytes. */
export const DomainMetadata: Sdb['DomainMetadata'] = ({ DomainName: name }, call: Call) => {
  call.of(Domain).require(name)
  const names = new Set<string>()
  let [items, itemBytes, values, valueBytes] = [0, 0, 0, 0]
  for (const item of call.of(Item).scan({ within: [name] })) {
    items += 1
    itemBytes += Buffer.byteLength(item.name)
    for (const [attribute, value] of item.pairs) {
      names.add(attribute)
      values += 1
      valueBytes += Buffer.byteLength(value)
    }
  }
  return {
    ItemCount: items, ItemNamesSizeBytes: itemBytes, AttributeNameCount: names.size,
    AttributeNamesSizeBytes: [...names].reduce((sum, each) => sum + Buffer.byteLength(each), 0),
    AttributeValueCount: values, AttributeValuesSizeBytes: valueBytes, Timestamp: Math.floor(call.now() / 1000),
  }
}
