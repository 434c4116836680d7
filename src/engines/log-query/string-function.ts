// Functions of texts. Source: "String functions", CloudWatch Logs User Guide.

import type { FunctionTable, QueryFunction } from './function.ts'
import { regularExpression } from './regular.ts'
import { isTrue, numberOf, textOf } from './value.ts'
import type { Value } from './value.ts'

type Compute = (text: string, ...more: string[]) => Value

/** Of texts: null where one of them is missing. */
function ofTexts(least: number, most: number, compute: Compute): QueryFunction {
  return {
    counts: [least, most],
    apply(parameters) {
      const texts = parameters.map(textOf)
      return texts.includes(null) ? null : compute(...texts as [string, ...string[]])
    },
  }
}

const flag = (isSo: boolean) => isSo ? 1 : 0

/** Of white space, or of the characters named. */
function trimmed(text: string, characters: string | undefined, sides: { readonly left: boolean, readonly right: boolean }): string {
  const fits = (character: string) => characters === undefined ? /\s/.test(character) : characters.includes(character)
  let [from, to] = [0, text.length]
  while (sides.left && from < to && fits(text.charAt(from))) from += 1
  while (sides.right && to > from && fits(text.charAt(to - 1))) to -= 1
  return text.slice(from, to)
}

function decodedUrl(text: string): Value {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

function replacedBy(text: string, pattern: string, replacement: string): Value {
  const expression = regularExpression(pattern, 'g')
  return expression === undefined ? null : text.replace(expression, replacement.replace(/\\(\d)/g, '$$$1'))
}

function hexadecimal(value: Value): Value {
  const number = numberOf(value)
  if (number === null) return null
  const digits = Math.abs(Math.trunc(number)).toString(16)
  return `${number < 0 ? '-' : ''}0x${digits}`
}

function fromHexadecimal(text: string): Value {
  const [, digits] = /^(?:0x)?([0-9a-f]+)$/i.exec(text) ?? []
  return digits === undefined ? null : Number.parseInt(digits, 16)
}

export const stringFunctions: FunctionTable = {
  isempty: { counts: [1, 1], apply: ([value]) => flag(value === null || value === '') },
  isblank: { counts: [1, 1], apply: ([value]) => flag(value === null || textOf(value!)?.trim() === '') },
  concat: { counts: [1, 99], apply: values => values.map(value => textOf(value) ?? '').join('') },
  trim: ofTexts(1, 2, (text, characters) => trimmed(text, characters, { left: true, right: true })),
  ltrim: ofTexts(1, 2, (text, characters) => trimmed(text, characters, { left: true, right: false })),
  rtrim: ofTexts(1, 2, (text, characters) => trimmed(text, characters, { left: false, right: true })),
  strlen: ofTexts(1, 1, text => [...text].length),
  toupper: ofTexts(1, 1, text => text.toUpperCase()),
  tolower: ofTexts(1, 1, text => text.toLowerCase()),
  substr: ofTexts(2, 3, (text, from, length) =>
    [...text].slice(Number(from), length === undefined ? undefined : Number(from) + Number(length)).join('')),
  replace: ofTexts(3, 3, (text, wanted, replacement) => wanted === '' ? text : text.replaceAll(wanted!, () => replacement!)),
  regexreplace: ofTexts(3, 3, (text, pattern, replacement) => replacedBy(text, pattern!, replacement!)),
  strcontains: {
    counts: [2, 3],
    apply([given, wanted, ignoresCase]) {
      const [text, part] = [textOf(given!), textOf(wanted!)]
      if (text === null || part === null) return 0
      const isLoose = ignoresCase !== undefined && isTrue(ignoresCase)
      return flag(isLoose ? text.toLowerCase().includes(part.toLowerCase()) : text.includes(part))
    },
  },
  startswith: ofTexts(2, 2, (text, part) => flag(text.startsWith(part!))),
  endswith: ofTexts(2, 2, (text, part) => flag(text.endsWith(part!))),
  urlencode: ofTexts(1, 1, text => encodeURIComponent(text)),
  urldecode: ofTexts(1, 1, decodedUrl),
  base64encode: ofTexts(1, 1, text => Buffer.from(text).toString('base64')),
  base64decode: ofTexts(1, 1, text => Buffer.from(text, 'base64').toString()),
  split: ofTexts(2, 2, (text, delimiter) => text.split(delimiter!)),
  hextoascii: ofTexts(1, 1, text => /^(?:[0-9a-f]{2})*$/i.test(text) ? Buffer.from(text, 'hex').toString('latin1') : null),
  hextodec: ofTexts(1, 1, fromHexadecimal),
  dectohex: { counts: [1, 1], apply: ([value]) => hexadecimal(value!) },
}
