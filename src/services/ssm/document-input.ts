// Values that a run gives to a document's parameters: checked against their declarations and filled up with what is usual.
// Source: "Data elements and parameters", Systems Manager User Guide; texts of faults that public reports quote (aws-ssm-distributor 100
// and 135, boto3 3151).

import type { Content } from './document-content.ts'
import { parametersOf } from './document-shape.ts'
import type { ParameterShape } from './document-shape.ts'

export type Given = Readonly<Record<string, readonly string[]>>

interface Document { readonly name: string, readonly content: Content }

/** @param invalid the fault of the run's operation @throws what it makes */
export function readInput({ name: document, content }: Document, given: Given, invalid: (message: string) => Error): Record<string,
  string[]> {
  const declared = parametersOf(content)
  const names = Object.keys(declared)
  const unknown = Object.keys(given).find(name => !names.includes(name))
  if (unknown !== undefined && names.length === 0) throw invalid(`document ${document} does not support parameters.`)
  if (unknown !== undefined) throw invalid(`Parameter "${unknown}" is not declared in document ${document}.`)
  const read: Record<string, string[]> = {}
  for (const [name, shape] of Object.entries(declared)) {
    const values = given[name]
    if (values === undefined && shape.default === undefined) throw invalid(`Missing required parameter: ${name} in user inputs.`)
    if (values !== undefined) check(name, values, shape, invalid)
    read[name] = values === undefined ? textsOf(shape.default) : [...values]
  }
  return read
}

export function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(each => typeof each === 'string' ? each : JSON.stringify(each))
}

function isList(type: string): boolean {
  return type === 'StringList' || type === 'MapList' || type.startsWith('List<')
}

function check(name: string, values: readonly string[], shape: ParameterShape, invalid: (message: string) => Error): void {
  const { type, allowedValues, allowedPattern, minItems, maxItems, minChars, maxChars } = shape
  if (!isList(type) && values.length > 1) throw invalid(`Parameter "${name}" is of type ${type} and takes one value.`)
  if (values.length < (minItems ?? 0)) throw invalid(`Parameter "${name}" has fewer than ${minItems} items.`)
  if (maxItems !== undefined && values.length > maxItems) throw invalid(`Parameter "${name}" has more than ${maxItems} items.`)
  const allowed = allowedValues?.map(String)
  // A value of Parameter Store is looked up when it is used.
  for (const value of values.filter(each => !/^\{\{\s*ssm(?:-secure)?:/.test(each))) {
    if (allowed !== undefined && !allowed.includes(value)) {
      throw invalid(`Parameter "${name}" has value "${value}" not found in [${allowed.join(', ')}].`)
    }
    if (type === 'Integer' && !/^-?\d+$/.test(value)) throw invalid(`Parameter "${name}" has value "${value}", which is no Integer.`)
    if (type === 'Boolean'
      && !/^(?:true|false)$/i.test(value)) throw invalid(`Parameter "${name}" has value "${value}", which is no Boolean.`)
    if (value.length < (minChars ?? 0) || value.length > (maxChars ?? Infinity)) {
      throw invalid(`Parameter "${name}" has a value of ${value.length} characters, which is too short or too long.`)
    }
    if (allowedPattern !== undefined && !patternOf(allowedPattern).test(value)) {
      throw invalid(`Parameter "${name}" has value "${value}" that does not match pattern ${allowedPattern}.`)
    }
  }
}

/** The patterns are Java's; what JavaScript reads in its plain way only is read so. */
function patternOf(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u')
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return new RegExp(`^(?:${pattern})$`)
  }
}
