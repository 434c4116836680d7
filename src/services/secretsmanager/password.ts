// Random passwords. Source: GetRandomPassword, Secrets Manager API Reference.

import { randomInt } from 'node:crypto'
import type { Secretsmanager } from '../../../generated/aws/secretsmanager.ts'

const kinds = {
  ExcludeUppercase: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  ExcludeLowercase: 'abcdefghijklmnopqrstuvwxyz',
  ExcludeNumbers: '0123456789',
  ExcludePunctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
} as const

const defaultLength = 32
const longest = 4096

/** A character of each kind that is not excluded, unless that is not wanted; the rest of any of them. */
export const GetRandomPassword: Secretsmanager['GetRandomPassword'] = (input, call) => {
  const { PasswordLength: length = defaultLength, ExcludeCharacters: excluded = '', RequireEachIncludedType: each = true } = input
  if (length < 1 || length > longest) {
    throw call.fault('InvalidParameterException', `The password length must be between 1 and ${longest}.`)
  }
  const wanted = [
    ...Object.entries(kinds).filter(([member]) => input[member as keyof typeof kinds] !== true).map(([, characters]) => characters),
    ...(input.IncludeSpace === true ? [' '] : []),
  ].map(characters => [...characters].filter(character => !excluded.includes(character)))
  const every = wanted.flat()
  if (every.length === 0) throw call.fault('InvalidParameterException', 'The password must have at least one kind of characters.')
  if (!each) return { RandomPassword: pick(every, length) }
  if (wanted.some(({ length: size }) => size === 0)) {
    throw call.fault('InvalidParameterException', 'Some required kind of characters is excluded as a whole by ExcludeCharacters.')
  }
  if (length < wanted.length) {
    throw call.fault('InvalidParameterException', 'The password length is too short based on the required types.')
  }
  const characters = [...wanted.map(kind => pick(kind, 1)), ...pick(every, length - wanted.length)]
  for (let i = characters.length - 1; i > 0; i -= 1) {
    const j = randomInt(i + 1);
    [characters[i], characters[j]] = [characters[j]!, characters[i]!]
  }
  return { RandomPassword: characters.join('') }
}

function pick(from: readonly string[], count: number): string {
  return Array.from({ length: count }, () => from[randomInt(from.length)]!).join('')
}
