// What the targets of an execution or an association stand for: values of the parameter that the runbook takes them by.
// Source: "Running automations at scale" and "Mapping targets", Systems Manager User Guide; the text about tags and groups is a recorded
// answer (aws/aws-sdk 717).

import type { Target } from '../../../generated/aws/ssm.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { membersOf } from './resource-group.ts'

/** @param targetType `/AWS::EC2::Instance`, of the runbook @param invalid the fault of the operation */
export async function valuesOfTargets(targets: readonly Target[], targetType: string | undefined, invalid: (message: string) => Error,
  call: Call): Promise<string[]> {
  const isPlain = ({ Key: key = '' }: Target): boolean => /^(?:ParameterValues|InstanceIds|AWS::[\w:]+)$/.test(key)
  if (targets.filter(target => !isPlain(target)).length > 1) throw invalid('Only one resource group or tag can be specified at a time')
  const found: string[] = []
  for (const target of targets) {
    const { Key: key = '', Values: values = [] } = target
    if (isPlain(target)) found.push(...values)
    else if (/^(?:ResourceGroup|resource-groups:Name)$/.test(key)) {
      for (const group of values) found.push(...(await membersOf(group, call)).map(idOf))
    } else if (key === 'tag-key' || key.startsWith('tag:')) found.push(...await tagged(key, values, targetType, call))
    else throw invalid(`The target key ${key} is not valid.`)
  }
  return [...new Set(found)]
}

/** By the Resource Groups Tagging API, of the runbook's type of target; EC2 instances where it names none. */
async function tagged(key: string, values: readonly string[], targetType: string | undefined, call: Call): Promise<string[]> {
  const type = targetType === undefined || targetType === '/' ? 'ec2:instance' : typeFilter(targetType)
  const [name, wanted] = key === 'tag-key' ? [values[0] ?? '', []] : [key.slice('tag:'.length), values]
  const found: string[] = []
  let PaginationToken: string | undefined
  do {
    const page = await call.to('resourcegroupstaggingapi', { principal: call.principal }).GetResources({
      TagFilters: [{ Key: name, Values: wanted }], ResourceTypeFilters: [type],
      ...(PaginationToken !== undefined && PaginationToken !== '' && { PaginationToken }),
    })
    found.push(...(page.ResourceTagMappingList ?? []).map(({ ResourceARN = '' }) => idOf(ResourceARN)))
    PaginationToken = page.PaginationToken
  } while (PaginationToken !== undefined && PaginationToken !== '')
  return found
}

/** `/AWS::EC2::Instance` is `ec2:instance` to the tagging API. */
function typeFilter(targetType: string): string {
  const [, service = '', type = ''] = targetType.slice(1).split('::')
  return service === 'S3' ? 's3' : `${service.toLowerCase()}:${type.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase()}`
}

function idOf(arn: string): string {
  const resource = parseArn(arn)?.resource ?? arn
  return resource.slice(resource.search(/[/:]/) + 1)
}
