// Which parameters filters find. Source: ParameterStringFilter and DescribeParameters, Systems Manager API Reference.

import type { ParameterStringFilter } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'
import { Parameter, ParameterVersion, pathOf } from './parameter.ts'

type Values = readonly string[]
type Test = (values: Values, call: Call, version: ParameterVersion) => boolean

const texts: Readonly<Record<string, (version: ParameterVersion, call: Call) => Values>> = {
  Name: ({ name }) => [name, pathOf(name)],
  Type: ({ type }) => [type],
  KeyId: ({ keyId }) => keyId === undefined ? [] : [keyId],
  Tier: ({ tier }) => [tier],
  DataType: ({ dataType }) => [dataType],
  Label: ({ name }, call) => [...call.of(ParameterVersion).scan({ within: [name] })].flatMap(({ labels }) => labels),
}

const options: Readonly<Record<string, (text: string, value: string) => boolean>> = {
  Equals: (text, value) => text === value,
  BeginsWith: (text, value) => text.startsWith(value),
  Contains: (text, value) => text.includes(value),
}

/** All filters must find it, by any of their values. */
export function matches(version: ParameterVersion, filters: readonly ParameterStringFilter[], call: Call): boolean {
  return filters.every(filter => testOf(filter, call)(filter.Values ?? [], call, version))
}

/** @throws InvalidFilterKey, InvalidFilterOption */
function testOf({ Key: key, Option: option }: ParameterStringFilter, call: Call): Test {
  if (key === 'Path') {
    if (option !== undefined && option !== 'Recursive' && option !== 'OneLevel') throw wrongOption(option, call)
    return (values, _, { name }) => values.some(value => isBelow(name, value, option === 'Recursive'))
  }
  if (key.startsWith('tag:')) {
    return (values, _, { name }) => {
      const found = call.tags(Parameter).get(name)[key.slice('tag:'.length)]
      return found !== undefined && (values.length === 0 || values.includes(found))
    }
  }
  const textsOf = texts[key]
  if (textsOf === undefined) {
    throw call.fault('InvalidFilterKey',
      `The following filter key is not valid: ${key}. Valid filter keys include: [Path, Name, Type, KeyId, Tier].`)
  }
  const compare = options[option ?? 'Equals']
  if (compare === undefined) throw wrongOption(option, call)
  return (values, _, version) => values.some(value => textsOf(version, call).some(text => compare(text, value)))
}

function wrongOption(option: string | undefined, call: Call): Error {
  return call.fault('InvalidFilterOption',
    `The following filter option is not valid: ${option}. Valid options include: [BeginsWith, Equals].`)
}

function isBelow(name: string, path: string, recursive: boolean): boolean {
  const prefix = path.endsWith('/') ? path : `${path}/`
  const full = pathOf(name)
  return full.startsWith(prefix) && (recursive || !full.slice(prefix.length).includes('/'))
}

/** @throws InvalidFilterKey, InvalidFilterOption */
export function checkFilters(filters: readonly ParameterStringFilter[], call: Call): void {
  for (const filter of filters) testOf(filter, call)
}
