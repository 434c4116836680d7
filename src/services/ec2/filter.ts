// Filters of describe operations: which items a list of `{Name, Values}` lets through. A kind says which filters it has and what they look
// at; a value may hold `*` and `?`. Source: "List and filter using the CLI and API", EC2 User Guide.

import { Fault } from '../../kernel/service.ts'

export interface Filter { readonly Name?: string, readonly Values?: readonly string[] }

/** Members to look at, by the filter's name. */
export type FilterPaths = ReadonlyMap<string, readonly string[]>

/** `vpc-id cidr=CidrBlock attachment.state=Attachments.State`: a path that is left out is the name in camel case. */
export function filterPaths(text: string): FilterPaths {
  return new Map(text.split(/\s+/).filter(each => each !== '').map(each => {
    const [name, path = camel(name!)] = each.split('=') as [string, string?]
    return [name, path.split('.')]
  }))
}

/** @throws InvalidParameterValue for a filter that the kind does not have */
export function passes(
  item: object, filters: readonly Filter[] | undefined, paths: FilterPaths, tags: Readonly<Record<string, string>>,
): boolean {
  return (filters ?? []).every(({ Name: name = '', Values: values = [] }) => {
    const found = valuesOf(item, name, paths, tags)
    const patterns = values.map(patternOf)
    return found.some(value => patterns.some(pattern => pattern.test(value)))
  })
}

function valuesOf(item: object, name: string, paths: FilterPaths, tags: Readonly<Record<string, string>>): string[] {
  if (name === 'tag-key') return Object.keys(tags)
  if (name === 'tag-value') return Object.values(tags)
  if (name.startsWith('tag:')) {
    const value = tags[name.slice(4)]
    return value === undefined ? [] : [value]
  }
  const path = paths.get(name)
  if (path === undefined) throw new Fault('InvalidParameterValue', `The filter '${name}' is invalid`)
  return at(item, path).map(String)
}

/** What stands at the end of a path, through lists. */
function at(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap(each => at(each, path))
  if (value === undefined || value === null) return []
  const [first, ...rest] = path
  return first === undefined ? [value] : at((value as Record<string, unknown>)[first], rest)
}

function patternOf(text: string): RegExp {
  const source = text.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')
  return new RegExp(`^${source}$`, 's')
}

function camel(name: string): string {
  return name.split('.').map(part => part.split('-').map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('')).join('.')
}
