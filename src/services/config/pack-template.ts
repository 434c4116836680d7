// Templates of conformance packs: CloudFormation's language, YAML or JSON, of which a pack takes parameters, rules and remediations.
// Source: "Custom Conformance Packs", AWS Config Developer Guide: conditions and functions other than Ref, Fn::Sub and Fn::Join, of
// parameters, are refused by name.

export class TemplateProblem extends Error {
  override readonly name = 'TemplateProblem'
}

type Json = Readonly<Record<string, unknown>>

export interface PackResource { readonly name: string, readonly type: string, readonly properties: Json }

const takenTypes = new Set(['AWS::Config::ConfigRule', 'AWS::Config::RemediationConfiguration'])
/** The short forms of YAML. */
const tagNames = ['Ref', 'Sub', 'Join', 'If', 'GetAtt', 'Select', 'FindInMap', 'Equals', 'Not', 'And', 'Or', 'Split',
  'ImportValue'] as const

/** @throws TemplateProblem */
export async function readTemplate(text: string, given: Readonly<Record<string, string>>, pseudo: Readonly<Record<string, string>>):
Promise<readonly PackResource[]> {
  const template = await parsed(text)
  const parameters = (template['Parameters'] ?? {}) as Readonly<Record<string, { readonly Default?: unknown }>>
  const unknown = Object.keys(given).find(name => !Object.hasOwn(parameters, name))
  if (unknown !== undefined) throw new TemplateProblem(`Parameters: [${unknown}] do not exist in the template`)
  const values: Record<string, unknown> = { ...pseudo }
  for (const [name, { Default: usual }] of Object.entries(parameters)) values[name] = given[name] ?? usual
  const resources = Object.entries((template['Resources'] ?? {}) as Readonly<Record<string, Json>>)
  if (resources.length === 0) throw new TemplateProblem('The template has no resources.')
  return resources.filter(([, resource]) => isWanted(resource, template, values)).map(([name, resource]) => {
    const type = String(resource['Type'])
    if (!takenTypes.has(type)) throw new TemplateProblem(`A conformance pack has ${[...takenTypes].join(' and ')}, not ${type}.`)
    const properties = resolved(resource['Properties'] ?? {}, values, new Set(resources.map(([each]) => each))) as Json
    return { name, type, properties }
  })
}

async function parsed(text: string): Promise<Json> {
  const { parse } = await import('yaml')
  const customTags = tagNames.flatMap(name => {
    const key = name === 'Ref' ? name : `Fn::${name}`
    return [
      { tag: `!${name}`, resolve: (value: string) => ({ [key]: value }) },
      { tag: `!${name}`, collection: 'seq' as const, resolve: (items: { toJSON(): unknown }) => ({ [key]: items.toJSON() }) },
    ]
  })
  try {
    const found: unknown = parse(text, { customTags: customTags as never, logLevel: 'error' })
    if (typeof found === 'object' && found !== null) return found as Json
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw new TemplateProblem(`Template format error: ${error.message.split('\n')[0]}`)
  }
  throw new TemplateProblem('Template format error: unsupported structure.')
}

/** The one condition that packs of AWS have: that a parameter was given. */
function isWanted({ Condition: condition }: Json, { Conditions: conditions }: Json, values: Json): boolean {
  if (condition === undefined) return true
  return isTrue((conditions as Json | undefined)?.[String(condition)], values)
}

function isTrue(condition: unknown, values: Json): boolean {
  const [name, operands] = Object.entries((condition ?? {}) as Json)[0] ?? []
  const parts = Array.isArray(operands) ? operands as unknown[] : [operands]
  if (name === 'Fn::Not') return !isTrue(parts[0], values)
  if (name === 'Fn::And') return parts.every(part => isTrue(part, values))
  if (name === 'Fn::Or') return parts.some(part => isTrue(part, values))
  if (name !== 'Fn::Equals') throw new TemplateProblem(`The condition function ${name} is not evaluated here.`)
  const [left, right] = parts.map(part => resolved(part, values, new Set()))
  return String(left ?? '') === String(right ?? '')
}

/** Functions are carried out. A reference to a rule of the template stands for itself: its name is known when it is made. */
function resolved(value: unknown, values: Json, own: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map(each => resolved(each, values, own)).filter(each => each !== undefined)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value as Json)
  const [name, operand] = entries[0] ?? []
  if (entries.length === 1 && name === 'Ref') return own.has(String(operand)) ? { Ref: operand } : known(String(operand), values)
  if (entries.length === 1 && name === 'Fn::Sub') {
    if (typeof operand !== 'string') throw new TemplateProblem('Fn::Sub with a map is not evaluated here.')
    return operand.replace(/\$\{([^}]+)\}/g, (_, word: string) => String(known(word, values) ?? ''))
  }
  if (entries.length === 1 && name === 'Fn::Join') {
    const [mark, parts] = resolved(operand, values, own) as [string, readonly unknown[]]
    return parts.join(mark)
  }
  if (entries.length === 1 && name === 'Fn::If') {
    throw new TemplateProblem('Fn::If is not evaluated here: give the parameters that the template asks for, without conditions.')
  }
  if (entries.length === 1 && name?.startsWith('Fn::') === true) throw new TemplateProblem(`The function ${name} is not evaluated here.`)
  const kept = entries.map(([key, inner]) => [key, resolved(inner, values, own)] as const).filter(([, inner]) => inner !== undefined)
  return Object.fromEntries(kept)
}

function known(name: string, values: Json): unknown {
  if (name === 'AWS::NoValue') return undefined
  if (!Object.hasOwn(values,
    name)) throw new TemplateProblem(`Unresolved resource dependencies [${name}] in the Resources block of the template`)
  return values[name]
}
