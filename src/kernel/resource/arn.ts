// ARNs from templates and back. A template is `arn:{partition}:sqs:{region}:{account}:{name}`; braces name fields of the record or of its
// place. Pure; knows no service. Source: "Identify AWS resources with Amazon Resource Names (ARNs)", IAM User Guide.

export interface Place { readonly partition: string, readonly region: string, readonly account: string }

export type Fields = Readonly<Record<string, unknown>>

/** A template, read once: fills in fields of the place, which win, and of the record. */
export function arnTemplate(template: string): (place: Place, record: Fields) => string {
  const pieces = template.split(/\{(\w+)\}/)
  return (place, record) => {
    let arn = ''
    for (let i = 0; i < pieces.length; i += 1) {
      const piece = pieces[i]!
      if (i % 2 === 0) {
        arn += piece
        continue
      }
      const value = piece === 'region' || piece === 'account' || piece === 'partition' ? place[piece] : record[piece]
      if (value === undefined) throw new Error(`assert: ARN template ${template} names ${piece}, which the record lacks`)
      arn += String(value)
    }
    return arn
  }
}

/** The fields an ARN holds if it was made by this template, else undefined. The last field may hold slashes and colons. */
export function matchArn(template: string, arn: string): Record<string, string> | undefined {
  const names: string[] = []
  const pieces = template.split(/\{(\w+)\}/)
  const pattern = pieces.map((piece, i) => {
    if (i % 2 === 0) return piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    names.push(piece)
    if (piece === 'region' || piece === 'account') return '([^:]*)'
    return i === pieces.length - 2 ? '(.+)' : '([^:/]+)'
  }).join('')
  const match = new RegExp(`^${pattern}$`).exec(arn)
  if (match === null) return undefined
  return Object.fromEntries(names.map((name, i) => [name, match[i + 1]!]))
}

export interface ArnParts extends Place { readonly service: string, readonly resource: string }

/** Splits any ARN; undefined where the text is none. */
export function parseArn(arn: string): ArnParts | undefined {
  const match = /^arn:([^:]+):([^:]+):([^:]*):([^:]*):(.+)$/s.exec(arn)
  if (match === null) return undefined
  const [, partition, service, region, account, resource] = match as unknown as [string, string, string, string, string, string]
  return { partition, service, region, account, resource }
}
