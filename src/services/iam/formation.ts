// What the types of CloudFormation have in common here: lists read to their end, tags brought to what is wanted, and types that are no
// records
// of IAM's own but one aspect of another: an attached policy, a key.

import type { Tag } from '../../../generated/aws/iam.ts'
import { everyPage, Fault, resource } from '../../kernel/service.ts'
import type { Call, CloudFormationHandlers, Properties, ResourceType } from '../../kernel/service.ts'

interface Page { readonly Marker?: string }

/** IAM's operations by names that are put together. */
export type AnyIam = Readonly<Record<string, (input: object) => Promise<Readonly<Record<string, unknown>>>>>

export function iamOf(call: Call): AnyIam {
  return call.to('iam') as unknown as AnyIam
}

/** All items of a list, page by page. */
export function listed<P extends Page, Item>(read: (marker: { readonly Marker?: string }) => Promise<P>,
  itemsOf: (page: P) => readonly Item[] | undefined): AsyncGenerator<Item> {
  return everyPage(async ({ NextToken }) => {
    const page = await read(NextToken === undefined ? {} : { Marker: NextToken })
    return { page, ...(page.Marker !== undefined && { NextToken: page.Marker }) }
  }, ({ page }) => itemsOf(page))
}

export async function allOf<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = []
  for await (const item of items) found.push(item)
  return found
}

/** What is wanted and not there, and what is there and not wanted. */
export function difference<T>(wanted: readonly T[], present: readonly T[]): { readonly added: T[], readonly gone: T[] } {
  return { added: wanted.filter(each => !present.includes(each)), gone: present.filter(each => !wanted.includes(each)) }
}

/** @param noun of the operations: `User` of TagUser; @param naming the member that names it */
export async function changeTags(noun: string, naming: object, wanted: unknown, before: unknown, call: Call): Promise<void> {
  const [tags, old] = [(wanted ?? []) as Tag[], (before ?? []) as Tag[]]
  const gone = old.filter(({ Key }) => !tags.some(each => each.Key === Key)).map(({ Key }) => Key)
  const iam = iamOf(call)
  if (gone.length > 0) await iam[`Untag${noun}`]!({ ...naming, TagKeys: gone })
  if (tags.length > 0) await iam[`Tag${noun}`]!({ ...naming, Tags: tags })
}

/** A document in a property may be an object or its text. */
export function textOf(document: unknown): string {
  return typeof document === 'string' ? document : JSON.stringify(document)
}

/** The opposite, of a document as answers carry it. */
export function documentOf(encoded: unknown): unknown {
  return JSON.parse(decodeURIComponent(String(encoded)))
}

/** Of the properties those that are set, under the names of an operation's input. */
export function given(properties: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(names.flatMap(name => properties[name] === undefined ? [] : [[name, properties[name]]]))
}

/** The name that a resource is given where its properties say none. */
export function nameIn(properties: Properties, property: string, call: Call): string {
  return String(properties[property] ?? call.alphanumeric(26))
}

/** Does what may find nothing to do. */
export async function ifThere(action: Promise<unknown>): Promise<void> {
  try {
    await action
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'NoSuchEntityException') throw error
  }
}

/** @throws Fault as IAM says it of what is not there */
export function absent(type: string, identifier: string): never {
  throw new Fault('NoSuchEntityException', `${type} ${identifier} cannot be found.`, 404)
}

/** A type that has no records of its own. */
export function aspect(name: string, cloudFormation: CloudFormationHandlers): ResourceType<{ readonly aspect: string }> {
  return resource<{ readonly aspect: string }>({
    name, key: 'aspect', arn: `arn:{partition}:iam::{account}:aspect/${name}/{aspect}`, notFound: 'NoSuchEntityException', cloudFormation,
  })
}
