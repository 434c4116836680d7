// Client request tokens of transactions: the same token with the same request is answered without being run again, with another it is
// refused. Kept for ten minutes. Source: TransactWriteItems, DynamoDB API Reference, ClientRequestToken.

import { hash } from 'node:crypto'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

interface Token {
  readonly token: string
  readonly digest: string
  readonly expiresAt: number
}

const Token = records<Token>({ name: 'Token', key: 'token', indexes: { expiry: ({ expiresAt }) => [expiresAt] } })

const rememberedMs = 10 * 60_000

/** Whether this very request was made before. @throws IdempotentParameterMismatchException for another under the same token */
export function isAnswered(token: string, request: unknown, call: Call): boolean {
  const known = call.of(Token).get(token)
  if (known === undefined || known.expiresAt <= call.now()) return false
  if (known.digest === digestOf(request)) return true
  throw call.fault('IdempotentParameterMismatchException',
    'Provided client token has been used previously with different request parameters')
}

export function rememberToken(token: string, request: unknown, call: Call): void {
  const tokens = call.of(Token)
  const now = call.now()
  for (const { token: old } of tokens.by('expiry').scan({ through: [now] })) tokens.delete(old)
  tokens.put({ token, digest: digestOf(request), expiresAt: now + rememberedMs })
}

function digestOf(request: unknown): string {
  return hash('sha256', JSON.stringify(request), 'base64')
}
