// ARNs from templates and back. A template is `arn:{partition}:sqs:{region}:{account}:{name}`; braces name fields of the record or of its
// place. Pure; knows no service. Source: "Identify AWS resources with Amazon Resource Names (ARNs)", IAM User Guide.

export interface Place { readonly partition: string, readonly region: string, readonly account: string }

export type Fields = Readonly<Record<string, unknown>>

/** Fills a template. Fields of the place win over the record's. */
export function expandArn(template: string, place: Place, fields: Fields): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = name in place ? place[name as keyof Place] : fields[name]
    if (value === undefined) throw new Error(`assert: ARN template ${template} names ${name}, which the record lacks`)
    return String(value)
  })
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
