// Amazon SimpleDB: the manifest. Domains, items with their attributes, and the language of Select are each in a file of their own.

import { Fault, service } from '../../kernel/service.ts'
import type { Violation } from '../../kernel/service.ts'
import { CreateDomain, DeleteDomain, Domain, DomainMetadata, ListDomains } from './domain.ts'
import { BatchDeleteAttributes, BatchPutAttributes, DeleteAttributes, GetAttributes, PutAttributes } from './item.ts'
import { Select } from './select.ts'

export const sdb = service({
  id: 'sdb',
  resources: [Domain],
  operations: {
    BatchDeleteAttributes, BatchPutAttributes, CreateDomain, DeleteAttributes, DeleteDomain, DomainMetadata, GetAttributes, ListDomains,
    PutAttributes, Select,
  },
  ownPages: ['Select'],
  // "Limits", Amazon SimpleDB Developer Guide: 250 domains; MaxNumberOfDomains is 100 where nothing is said.
  pageSizes: { ListDomains: 100 },
  quotas: { Domains: { value: 250, fault: 'NumberDomainsExceeded', message: () => 'The domain limit was exceeded.' } },
  /** The ARN of a call's domain ("Managing Users of Amazon SimpleDB"). */
  target: (_operation, { DomainName: name }: { readonly DomainName?: string }, call) =>
    name === undefined ? undefined : call.arn(Domain, { name, createdAt: 0 }),
  invalid: (violations: readonly Violation[]) => {
    const [{ constraint, path, value }] = violations as [Violation]
    const name = path.split('.').at(-1) ?? path
    return constraint === 'required' ? new Fault('MissingParameter', `The request must contain the parameter ${name}`)
      : new Fault('InvalidParameterValue', `Value (${String(value)}) for parameter ${name} is invalid. `)
  },
  invalidToken: { code: 'InvalidNextToken', message: 'The specified next token is not valid.' },
  // A deletion may name attributes without values, and a member may be an empty text.
  unchecked: (constraint, path, operation) => constraint === 'required' && /Delete/.test(operation) && /value$/i.test(path),
})
