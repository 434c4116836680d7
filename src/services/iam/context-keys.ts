// The condition keys that policies ask for, in conditions and as variables. Source: GetContextKeysForCustomPolicy, IAM API Reference.

import type { Iam } from '../../../generated/aws/iam.ts'
import type { Call } from '../../kernel/service.ts'
import { readPolicy } from '../../kernel/service.ts'
import { identityOf, sourcesOf } from './source.ts'

export const GetContextKeysForCustomPolicy: Iam['GetContextKeysForCustomPolicy'] = ({ PolicyInputList: texts }, call) =>
  ({ ContextKeyNames: keysOf(texts, call) })

export const GetContextKeysForPrincipalPolicy: Iam['GetContextKeysForPrincipalPolicy'] = ({ PolicySourceArn: arn, PolicyInputList = [] },
  call) => {
  const sources = sourcesOf(identityOf(arn, call), call)
  return { ContextKeyNames: keysOf([...sources.map(({ document }) => document), ...PolicyInputList], call) }
}

interface Conditioned { readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>> }

/** In order of first mention, each once whatever its case. @throws InvalidInput */
function keysOf(texts: readonly string[], call: Call): string[] {
  const found = new Map<string, string>()
  const see = (key: string) => { if (!found.has(key.toLowerCase())) found.set(key.toLowerCase(), key) }
  for (const text of texts) {
    const read = readPolicy(text, 'identity')
    if ('problem' in read) throw call.fault('InvalidInputException', `Invalid policy: ${read.problem.message}`)
    const { Statement: given } = JSON.parse(text) as { Statement: Conditioned | readonly Conditioned[] }
    for (const statement of [given].flat() as Conditioned[]) {
      for (const keys of Object.values(statement.Condition ?? {})) Object.keys(keys).forEach(see)
    }
    for (const [, body = ''] of text.matchAll(/\$\{([^}]+)\}/g)) if (body.includes(':')) see(body.split(',')[0]!.trim())
  }
  return [...found.values()]
}
