// Invoice units: accounts of an organization whose invoices are to go to a receiver among them. An account belongs to one unit. Source:
// InvoiceUnit, AWS Invoicing API Reference.

import type { Invoicing } from '../../../generated/aws/invoicing.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { contractOf, pageOf } from '../../contract/index.ts'

export interface InvoiceUnit {
  readonly id: string
  readonly name: string
  readonly receiver: string
  readonly description?: string
  readonly isTaxedApart: boolean
  readonly accounts: readonly string[]
  readonly sources: readonly string[]
  readonly modifiedAt: number
}

export const InvoiceUnit = resource<InvoiceUnit>({
  name: 'InvoiceUnit', key: 'id', arn: 'arn:{partition}:invoicing::{account}:invoice-unit/{id}', tags: 'list',
  notFound: { code: 'ResourceNotFoundException', message: ([id]) => `Invoice unit ${id} does not exist.` },
})

type UnitCall = Call<'ValidationException'>
type Rule = NonNullable<Parameters<Invoicing['UpdateInvoiceUnit']>[0]['Rule']>

export const CreateInvoiceUnit: Invoicing['CreateInvoiceUnit'] = (input, call) => {
  const { Name: name, InvoiceReceiver: receiver, Description: description, TaxInheritanceDisabled: isTaxedApart = false,
    Rule: rule } = input
  if ([...call.of(InvoiceUnit).scan()].some(each => each.name === name)) {
    throw call.fault('ValidationException', `There is an invoice unit of the name ${name}.`)
  }
  const unit: InvoiceUnit = {
    id: call.alphanumeric(16).toLowerCase(), name, receiver, ...(description !== undefined && { description }), isTaxedApart,
    ...members(rule, undefined, call), modifiedAt: call.now(),
  }
  call.of(InvoiceUnit).insert(unit)
  told(unit, call)
  const tags = Object.fromEntries((input.ResourceTags ?? []).map(({ Key, Value }) => [Key, Value]))
  if (Object.keys(tags).length > 0) call.tags(InvoiceUnit).add(tags, unit.id)
  return { InvoiceUnitArn: call.arn(InvoiceUnit, unit) }
}

export const UpdateInvoiceUnit: Invoicing['UpdateInvoiceUnit'] = (input, call) => {
  const unit = ofArn(input.InvoiceUnitArn, call)
  told(call.of(InvoiceUnit).put({
    ...unit, ...(input.Description !== undefined && { description: input.Description }),
    isTaxedApart: input.TaxInheritanceDisabled ?? unit.isTaxedApart, ...(input.Rule !== undefined && members(input.Rule, unit.id, call)),
    modifiedAt: call.now(),
  }), call)
  return { InvoiceUnitArn: input.InvoiceUnitArn }
}

export const DeleteInvoiceUnit: Invoicing['DeleteInvoiceUnit'] = ({ InvoiceUnitArn: arn }, call) => {
  const { id } = ofArn(arn, call)
  call.tags(InvoiceUnit).clear(id)
  call.of(InvoiceUnit).delete(id)
  contractOf(call).invoices.units.delete(call.account, id)
  return { InvoiceUnitArn: arn }
}

export const GetInvoiceUnit: Invoicing['GetInvoiceUnit'] = ({ InvoiceUnitArn: arn }, call) => shown(ofArn(arn, call), call)

export const ListInvoiceUnits: Invoicing['ListInvoiceUnits'] = (input, call) => {
  const { Filters: filters = {}, NextToken: token, MaxResults: limit = 100 } = input
  const { Names: names, InvoiceReceivers: receivers, Accounts: accounts, BillSourceAccounts: sources } = filters
  const has = (wanted: readonly string[] | undefined, found: readonly string[]) =>
    wanted === undefined || wanted.length === 0 || found.some(each => wanted.includes(each))
  const found = [...call.of(InvoiceUnit).scan()].filter(unit => has(names, [unit.name]) && has(receivers, [unit.receiver])
    && has(accounts, unit.accounts) && has(sources, unit.sources))
  const { items, next } = pageOf(found, { token, limit }, `units/${JSON.stringify(filters)}`, call, () =>
    call.fault('ValidationException', 'The next token is invalid.'))
  return { InvoiceUnits: items.map(unit => shown(unit, call)), ...(next !== undefined && { NextToken: next }) }
}

/** The ledger cuts the invoices of months that are closed from now on. */
function told({ id, name, receiver, accounts }: InvoiceUnit, call: Call): void {
  contractOf(call).invoices.units.put({ id, name, receiver, accounts, payer: call.account })
}

/** @throws ResourceNotFoundException */
function ofArn(arn: string, call: Call<'ResourceNotFoundException'>): InvoiceUnit {
  return call.of(InvoiceUnit).require(arn.split('/').at(-1) ?? '')
}

/** @throws ValidationException where an account is in another unit */
function members({ LinkedAccounts: accounts = [], BillSourceAccounts: sources = [] }: Rule, ownId: string | undefined, call: UnitCall) {
  for (const unit of call.of(InvoiceUnit).scan()) {
    const taken = unit.id === ownId ? undefined : accounts.find(account => unit.accounts.includes(account))
    if (taken !== undefined) throw call.fault('ValidationException', `Account ${taken} belongs to the invoice unit ${unit.name}.`)
  }
  return { accounts, sources }
}

function shown(unit: InvoiceUnit, call: Call) {
  const { name, receiver, description, isTaxedApart, accounts, sources, modifiedAt } = unit
  return {
    InvoiceUnitArn: call.arn(InvoiceUnit, unit), InvoiceReceiver: receiver, Name: name,
    ...(description !== undefined && { Description: description }), TaxInheritanceDisabled: isTaxedApart,
    Rule: { LinkedAccounts: accounts, ...(sources.length > 0 && { BillSourceAccounts: sources }) }, LastModified: modifiedAt,
  }
}
