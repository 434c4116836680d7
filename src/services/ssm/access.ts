// What policies need to know of a call: the parameters that it means. Whether it is allowed is the kernel's to say.
// Source: "Actions, resources, and condition keys for AWS Systems Manager", Service Authorization Reference.

import type { Call } from '../../kernel/service.ts'
import { arnOf, Parameter, pathOf, readName } from './parameter.ts'

interface Naming {
  readonly Name?: string
  readonly Names?: readonly string[]
  readonly Path?: string
  readonly ResourceType?: string
  readonly ResourceId?: string
}

export function targetOf(operation: string, input: Naming, call: Call): string | readonly string[] | undefined {
  const { Name: name, Names: names, Path: path, ResourceType: type, ResourceId: id } = input
  if (!/Parameter|Tags/.test(operation)) return undefined
  if (path !== undefined) return Parameter.arnOf(call, { path: path === '/' ? '/*' : pathOf(path) })
  const meant = names ?? (name !== undefined ? [name] : type === 'Parameter' && id !== undefined ? [id] : [])
  return meant.map(each => arnOf(readName(each), call))
}

/** `ssm:Overwrite` and `ssm:Recursive`: what a write or a read of a path may do. */
export function conditionsOf(_operation: string, { Overwrite, Recursive }: { readonly Overwrite?: boolean, readonly Recursive?: boolean }):
Record<string, readonly string[]> {
  return {
    ...(Overwrite !== undefined && { 'ssm:overwrite': [String(Overwrite)] }),
    ...(Recursive !== undefined && { 'ssm:recursive': [String(Recursive)] }),
  }
}
