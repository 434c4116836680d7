// What policies need to know of a call: the parameters and documents that it means, and whose they are. Whether it is allowed is the
// kernel's to say.
// Source: "Actions, resources, and condition keys for AWS Systems Manager", Service Authorization Reference.

import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { documentPolicy } from './document-permission.ts'
import { documentArn } from './document-arn.ts'
import { namedArn } from './named-resource.ts'
import { arnOf, Parameter, pathOf, readName } from './parameter.ts'
import { parameterPolicy } from './resource-policy.ts'

interface Naming {
  readonly Name?: string
  readonly Names?: readonly string[]
  readonly Path?: string
  readonly ResourceType?: string
  readonly ResourceId?: string
  readonly DocumentName?: string
}

export function targetOf(operation: string, input: Naming, call: Call): string | readonly string[] | undefined {
  const { Name: name, Names: names, Path: path, ResourceType: type, ResourceId: id } = input
  const document = documentNamed(operation, input)
  if (document !== undefined) return documentArn(document, call)
  if (!operation.includes('Parameter')) {
    const named = namedArn(input as Readonly<Record<string, unknown>>, call)
    if (named !== undefined || !operation.includes('Tags')) return named
  }
  if (path !== undefined) return Parameter.arnOf(call, { path: path === '/' ? '/*' : pathOf(path) })
  const meant = names ?? (name !== undefined ? [name] : type === 'Parameter' && id !== undefined ? [id] : [])
  return meant.map(each => arnOf(readName(each), call))
}

function documentNamed(operation: string, { Name: name, DocumentName: run }: Naming): string | undefined {
  return run ?? (/Document(?!s)|^CreateAssociation$/.test(operation) ? name : undefined)
}

/** The ARN of a parameter or of a document names the account that has it. */
export function ownerOf(operation: string, { Name: name }: Naming): { account: string } | undefined {
  const arn = name === undefined || !/Parameter|(?:Get|Describe)Document$/.test(operation) ? undefined : parseArn(name)
  return arn === undefined || arn.account === '' ? undefined : { account: arn.account }
}

export function resourcePolicyOf(operation: string, { Name: name }: Naming, call: Call): string | undefined {
  return name === undefined ? undefined : documentPolicy(operation, name, call) ?? parameterPolicy(operation, name, call)
}

/** `ssm:Overwrite` and `ssm:Recursive`: what a write or a read of a path may do. */
export function conditionsOf(_operation: string, { Overwrite, Recursive }: { readonly Overwrite?: boolean, readonly Recursive?: boolean }):
Record<string, readonly string[]> {
  return {
    ...(Overwrite !== undefined && { 'ssm:overwrite': [String(Overwrite)] }),
    ...(Recursive !== undefined && { 'ssm:recursive': [String(Recursive)] }),
  }
}
