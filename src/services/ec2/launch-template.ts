// Launch templates and their versions, which RunInstances reads. Source: "Launch templates", EC2 User Guide; the operations' pages.

import type {
  Ec2, LaunchTemplate as Shown, LaunchTemplateSpecification, LaunchTemplateVersion, RequestLaunchTemplateData, ResponseLaunchTemplateData,
} from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { all, change, described, drop, find, make, required, tagged } from './kind.ts'
import { LaunchTemplate } from './kinds.ts'
import type { StoredTemplate, TemplateVersion } from './kinds.ts'

function shownOf({ versions: _, ...shown }: StoredTemplate): Shown {
  return shown
}

interface Named { readonly LaunchTemplateId?: string, readonly LaunchTemplateName?: string }

function templateOf({ LaunchTemplateId: id, LaunchTemplateName: name }: Named, call: Call): StoredTemplate {
  if (id !== undefined) return find(LaunchTemplate, id, call)
  if (name === undefined) throw required('LaunchTemplateId')
  for (const [, template] of all(LaunchTemplate, call)) if (template.LaunchTemplateName === name) return template
  throw new Fault('InvalidLaunchTemplateName.NotFoundException',
    `The specified launch template, with template name ${name}, does not exist.`)
}

function versionOf(template: StoredTemplate, asked = '$Default'): TemplateVersion {
  const number = asked === '$Default' ? template.DefaultVersionNumber : asked === '$Latest' ? template.LatestVersionNumber : Number(asked)
  const version = template.versions.find(each => each.number === number)
  if (version !== undefined) return version
  throw new Fault('InvalidLaunchTemplateId.VersionNotFound',
    `Could not find the specified version ${asked} for the launch template with ID ${template.LaunchTemplateId}.`)
}

function shownVersion(template: StoredTemplate, { number, description, createdAt, data }: TemplateVersion): LaunchTemplateVersion {
  return {
    LaunchTemplateId: template.LaunchTemplateId!, LaunchTemplateName: template.LaunchTemplateName!, VersionNumber: number,
      CreateTime: createdAt,
    CreatedBy: template.CreatedBy!, DefaultVersion: number === template.DefaultVersionNumber,
    LaunchTemplateData: data as ResponseLaunchTemplateData, ...(description !== undefined && { VersionDescription: description }),
  }
}

/** What a launch template says of the instances to run. */
export function templateData(specification: LaunchTemplateSpecification, call: Call): RequestLaunchTemplateData {
  return versionOf(templateOf(specification, call), specification.Version).data
}

export const CreateLaunchTemplate: Ec2['CreateLaunchTemplate'] = (input, call) => {
  const { LaunchTemplateName: name, LaunchTemplateData: data, VersionDescription: description, TagSpecifications: tags } = input
  for (const [, { LaunchTemplateName }] of all(LaunchTemplate, call)) {
    if (LaunchTemplateName !== name) continue
    throw new Fault('InvalidLaunchTemplateName.AlreadyExistsException', `Launch template name already in use.`)
  }
  const version = { number: 1, createdAt: call.now(), data, ...(description !== undefined && { description }) }
  const template = make(LaunchTemplate, call, id => ({
    LaunchTemplateId: id, LaunchTemplateName: name, CreateTime: call.now(), CreatedBy: call.principal.arn, DefaultVersionNumber: 1,
    LatestVersionNumber: 1, versions: [version],
  }), { tags })
  return { LaunchTemplate: shownOf(template) }
}

export const CreateLaunchTemplateVersion: Ec2['CreateLaunchTemplateVersion'] = (input, call) => {
  const template = templateOf(input, call)
  const { SourceVersion: source, LaunchTemplateData: given, VersionDescription: description } = input
  const number = template.LatestVersionNumber! + 1
  const data = { ...(source === undefined ? {} : versionOf(template, source).data), ...given }
  const version = { number, createdAt: call.now(), data, ...(description !== undefined && { description }) }
  const after = change(LaunchTemplate, template.LaunchTemplateId!, { LatestVersionNumber: number, versions: [...template.versions,
    version] }, call)
  return { LaunchTemplateVersion: shownVersion(after, version) }
}

export const DescribeLaunchTemplates: Ec2['DescribeLaunchTemplates'] = function* (input, call) {
  const { LaunchTemplateIds: ids, LaunchTemplateNames: names, Filters: filters } = input
  for (const name of names ?? []) templateOf({ LaunchTemplateName: name }, call)
  for (const template of described(LaunchTemplate, { ids, filters }, call)) {
    if (names === undefined || names.length === 0 || names.includes(template.LaunchTemplateName!)) yield shownOf(template)
  }
}

export const DescribeLaunchTemplateVersions: Ec2['DescribeLaunchTemplateVersions'] = function* (input, call) {
  const template = templateOf(input, call)
  const { Versions: asked } = input
  const wanted = asked === undefined || asked.length === 0 ? template.versions : asked.map(each => versionOf(template, each))
  for (const version of wanted) yield shownVersion(template, version)
}

export const ModifyLaunchTemplate: Ec2['ModifyLaunchTemplate'] = (input, call) => {
  const template = templateOf(input, call)
  const id = template.LaunchTemplateId!
  const after = change(LaunchTemplate, id, { DefaultVersionNumber: versionOf(template, input.DefaultVersion).number }, call)
  return { LaunchTemplate: shownOf(tagged(LaunchTemplate, call, { id, shown: after })) }
}

export const DeleteLaunchTemplate: Ec2['DeleteLaunchTemplate'] = (input, call) => {
  const template = templateOf(input, call)
  drop(LaunchTemplate, template.LaunchTemplateId!, call)
  return { LaunchTemplate: shownOf(template) }
}
