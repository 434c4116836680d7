// Kinds of sensitive data, by the names that AWS gives them: where a text holds them. It finds what has a form of its own; kinds that are
// told by the words around them (names, addresses, licences of most countries) it does not know.
// Source: "Types of data that you can protect", CloudWatch Logs User Guide and Amazon SNS Developer Guide.

export interface Span { readonly from: number, readonly to: number }

export interface DataIdentifier { spans(text: string): Span[] }

export interface NamedIdentifier { readonly name: string, readonly identifier: DataIdentifier }

/** What a report says of one kind. Characters are counted from 1, the last one included. */
export interface Finding {
  readonly name: string
  readonly count: number
  readonly detections: readonly { readonly start: number, readonly end: number }[]
}

/** Between the lines that begin and end it. */
function armoured(kinds: string): RegExp {
  return new RegExp(`-----BEGIN (?:${kinds})-----[\\s\\S]*?-----END (?:${kinds})-----`, 'g')
}

const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)'

const patterns: Readonly<Record<string, RegExp>> = {
  'EmailAddress': /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  'IpAddress': new RegExp(`(?<![\\d.])(?:${octet}\\.){3}${octet}(?![\\d.])|(?<![\\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\\w:])`, 'gi'),
  'CreditCardNumber': /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g,
  'Ssn-US': /(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/g,
  'PhoneNumber-US': /(?<![\d-])(?:\+?1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\d-])/g,
  'AwsSecretKey':
    /(?<![A-Za-z0-9/+=])(?=[a-z0-9/+]*[A-Z])(?=[A-Z0-9/+]*[a-z])(?=[A-Za-z/+]*\d)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g,
  'OpenSshPrivateKey': armoured('OPENSSH PRIVATE KEY'),
  'PgpPrivateKey': armoured('PGP PRIVATE KEY BLOCK'),
  'PkcsPrivateKey': armoured('(?:RSA |EC |DSA |ENCRYPTED )?PRIVATE KEY'),
  'PuttyPrivateKey': /PuTTY-User-Key-File-\d:[\s\S]*?Private-MAC: [0-9a-f]+/g,
}

const prefix = /^arn:[\w-]+:dataprotection::aws:data-identifier\//

/** The name in an ARN, or a bare name. */
export function dataIdentifierName(identifier: string): string {
  return identifier.replace(prefix, '')
}

/** Undefined for a kind that is not looked for. */
export function managedIdentifier(name: string): DataIdentifier | undefined {
  const pattern = patterns[name]
  if (pattern === undefined) return undefined
  return name === 'CreditCardNumber' ? ofPattern(pattern, hasCheckDigit) : ofPattern(pattern)
}

/** Of the user's own. @returns undefined for what is no regular expression */
export function customIdentifier(pattern: string): DataIdentifier | undefined {
  try {
    return ofPattern(new RegExp(pattern, 'g'))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** The text with all that the identifiers find in it replaced, character by character; undefined where they find nothing. */
export function maskText(text: string, identifiers: readonly DataIdentifier[], character: string): string | undefined {
  const spans = identifiers.flatMap(identifier => identifier.spans(text))
  if (spans.length === 0) return undefined
  const letters = [...text].length === text.length ? text.split('') : Array.from({ length: text.length }, (_, i) => text.charAt(i))
  for (const { from, to } of spans) letters.fill(character, from, to)
  return letters.join('')
}

/** What was found of each kind, for a report; kinds of which there is nothing are left out. Source: "Audit findings reports". */
export function findingsIn(text: string, identifiers: readonly NamedIdentifier[]): Finding[] {
  return identifiers.map(({ name, identifier }) => ({ name, spans: identifier.spans(text) })).filter(({ spans }) => spans.length > 0)
    .map(({ name, spans }) => ({
      name, count: spans.length, detections: spans.map(({ from, to }) => ({ start: from + 1, end: to })),
    }))
}

function ofPattern(pattern: RegExp, fits: (found: string) => boolean = () => true): DataIdentifier {
  return {
    spans: text => [...text.matchAll(pattern)].filter(([found]) => found !== '' && fits(found))
      .map(({ 0: found, index }) => ({ from: index, to: index + found.length })),
  }
}

/** The check digit of Luhn, which keeps most numbers from being taken for cards. */
function hasCheckDigit(text: string): boolean {
  const digits = text.replace(/\D/g, '')
  let sum = 0
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits.at(-1 - i))
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return digits.length >= 13 && sum % 10 === 0
}
