// ARNs of derived resources: which templates there may be, and one filled in for a record. Which template is a service's own, the API model
// says only by its patterns: the build takes the first that they allow. Pure text.

import type { DerivedKeyPart } from '../../../model/derived.ts'
import type { OperationModel } from '../../../model/shape.ts'
import type { Values } from '../../../wire/protocol.ts'
import { sampler } from '../../../std/pattern-sample.ts'
import { readPattern } from '../../validate.ts'
import { arnTemplate } from '../arn.ts'
import type { Place } from '../arn.ts'
import { kebab } from './plain-name.ts'

/** Which record has an ARN. */
export interface ArnEntry { readonly noun: string, readonly key: readonly string[] }

/** The table of them, in the service's own. */
export const arnTable = 'derived-arns'

interface Naming { uuid(): string, random(): number }

/** A template that begins so is a pattern of the model's that an ARN is made after. */
export const byPattern = 'pattern:'

/** Templates to try, the likeliest first. */
export function arnTemplates(signingName: string, noun: string, below: boolean, isGlobal: boolean): string[] {
  const words = kebab(noun)
  const camel = words.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
  const kinds = [...new Set([words, camel, words.replaceAll('-', ''), words.replaceAll('-', '_'), noun])]
  const own = below ? '{parents}/{id}' : '{id}'
  const regions = isGlobal ? ['', '{region}'] : ['{region}', '']
  return regions.flatMap(region => ['/', ':'].flatMap(mark => kinds.flatMap(kind =>
    ['', '/'].map(start => `arn:{partition}:${signingName}:${region}:{account}:${start}${kind}${mark}${own}`))))
}

/** The ARN of a record that is being made. */
export function arnOf(template: string, key: readonly DerivedKeyPart[], values: Values, place: Place & Naming): string {
  const own = key.at(-1)!.name
  const id = own === 'arn' ? values['name'] ?? values['id'] ?? place.uuid() : values[own]
  const above = key.slice(0, -1).map(({ name }) => lastPart(String(values[name])))
  if (template.startsWith(byPattern)) return arnAfter(template.slice(byPattern.length), lastPart(String(id)), place)
  const parts = Object.fromEntries(above.map((text, at) => [`parent${at}`, text]))
  return arnTemplate(template)(place, { id: lastPart(String(id)), parents: above.join('/'), name: String(values['name'] ?? ''), ...parts })
}

/** An ARN after a pattern, in its place; with the resource's own id at its end where the pattern allows it. */
function arnAfter(pattern: string, id: string, place: Place & Naming): string {
  const write = sampler(pattern)
  const matches = readPattern(pattern)
  for (const extra of [16, 8, 32, 12, 4, 2, 1, 0]) {
    const sample = write?.(extra, count => Math.floor(place.random() * count)) ?? ''
    const [arn, , service, region, account, ...rest] = sample.split(':')
    if (arn !== 'arn' || rest.length === 0) continue
    const head = [arn, place.partition, service, region === '' ? '' : place.region, account === '' ? '' : place.account].join(':')
    const tail = rest.join(':')
    const found = [`${head}:${tail.slice(0, tail.search(/[^/:]*$/))}${id}`, `${head}:${tail}`].find(text => matches?.test(text))
    if (found !== undefined) return found
  }
  return ''
}

function lastPart(text: string): string {
  return /^arn:/.test(text) ? text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf(':')) + 1) : text
}

/** The member of a tag operation's input that holds the ARN: the one text that is required. */
export function arnMember({ input }: OperationModel): string | undefined {
  const texts = input.members.filter(({ required, shape }) => required && shape.kind === 'string')
  return texts.length === 1 && /arn$|^resource(id)?$/i.test(texts[0]!.name) ? texts[0]!.name : undefined
}
