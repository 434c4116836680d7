// AWS::Logs::LogGroup and AWS::Logs::LogStream for Cloud Control and CloudFormation, by real calls of CloudWatch Logs.
// Source: the resource types' schemas in the CloudFormation registry: identified by LogGroupName, and by LogGroupName and LogStreamName.

import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'

interface Tag { readonly Key: string, readonly Value: string }

export const groupFormation: CloudFormationHandlers = {
  type: 'AWS::Logs::LogGroup',
  primaryIdentifier: ['LogGroupName'],
  readOnly: ['Arn'],
  createOnly: ['LogGroupName'],

  async create(properties, call) {
    const { LogGroupName: given = `LogGroup-${call.alphanumeric(12)}`, KmsKeyId: key, LogGroupClass: logGroupClass } = properties
    const name = String(given)
    const tags = tagsOf(properties)
    await call.to('logs').CreateLogGroup({
      logGroupName: name, ...(key !== undefined && { kmsKeyId: String(key) }), ...(Object.keys(tags).length > 0 && { tags }),
      ...(logGroupClass !== undefined && { logGroupClass: String(logGroupClass) }),
      deletionProtectionEnabled: properties.DeletionProtectionEnabled === true,
    })
    await settle(name, properties, {}, call)
    return name
  },

  async read(name, call) {
    const logs = call.to('logs')
    const { logGroups = [] } = await logs.DescribeLogGroups({ logGroupNamePrefix: name })
    const group = logGroups.find(({ logGroupName }) => logGroupName === name)
    if (group === undefined) throw call.fault('ResourceNotFoundException', 'The specified log group does not exist.')
    const { policyDocument } = await logs.GetDataProtectionPolicy({ logGroupIdentifier: name })
    const { tags = {} } = await logs.ListTagsForResource({ resourceArn: group.logGroupArn! })
    const list = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
    return {
      LogGroupName: name, Arn: group.arn, LogGroupClass: group.logGroupClass, DeletionProtectionEnabled: group.deletionProtectionEnabled,
      ...(group.retentionInDays !== undefined && { RetentionInDays: group.retentionInDays }),
      ...(group.kmsKeyId !== undefined && { KmsKeyId: group.kmsKeyId }),
      ...(policyDocument !== undefined && { DataProtectionPolicy: JSON.parse(policyDocument) as unknown }),
      ...(list.length > 0 && { Tags: list }),
    }
  },

  async update(name, properties, previous, call) {
    const logs = call.to('logs')
    const [key, keyBefore] = [properties.KmsKeyId, previous.KmsKeyId]
    if (key !== undefined && key !== keyBefore) await logs.AssociateKmsKey({ logGroupName: name, kmsKeyId: String(key) })
    if (key === undefined && keyBefore !== undefined) await logs.DisassociateKmsKey({ logGroupName: name })
    if (properties.DeletionProtectionEnabled !== previous.DeletionProtectionEnabled) {
      const deletionProtectionEnabled = properties.DeletionProtectionEnabled === true
      await logs.PutLogGroupDeletionProtection({ logGroupIdentifier: name, deletionProtectionEnabled })
    }
    const [tags, tagsBefore] = [tagsOf(properties), tagsOf(previous)]
    const gone = Object.keys(tagsBefore).filter(tag => !(tag in tags))
    if (gone.length > 0) await logs.UntagLogGroup({ logGroupName: name, tags: gone })
    if (Object.keys(tags).length > 0) await logs.TagLogGroup({ logGroupName: name, tags })
    await settle(name, properties, previous, call)
  },

  async delete(name, call) {
    await call.to('logs').DeleteLogGroup({ logGroupName: name })
  },

  async * list(call) {
    let token: string | undefined
    do {
      const page = await call.to('logs').DescribeLogGroups(token === undefined ? {} : { nextToken: token })
      for (const { logGroupName: name } of page.logGroups ?? []) yield name!
      token = page.nextToken
    } while (token !== undefined)
  },
}

/** What a group gets by operations of their own: its retention and its data protection. */
async function settle(name: string, properties: Properties, previous: Properties, call: Call): Promise<void> {
  const logs = call.to('logs')
  const { RetentionInDays: days, DataProtectionPolicy: policy } = properties
  if (days !== undefined && days !== previous.RetentionInDays) {
    await logs.PutRetentionPolicy({ logGroupName: name, retentionInDays: Number(days) })
  }
  if (days === undefined && previous.RetentionInDays !== undefined) await logs.DeleteRetentionPolicy({ logGroupName: name })
  if (policy !== undefined) await logs.PutDataProtectionPolicy({ logGroupIdentifier: name, policyDocument: JSON.stringify(policy) })
  else if (previous.DataProtectionPolicy !== undefined) await logs.DeleteDataProtectionPolicy({ logGroupIdentifier: name })
}

function tagsOf({ Tags: tags = [] }: Properties): Record<string, string> {
  return Object.fromEntries((tags as Tag[]).map(({ Key, Value }) => [Key, Value]))
}

export const streamFormation: CloudFormationHandlers = {
  type: 'AWS::Logs::LogStream',
  primaryIdentifier: ['LogGroupName', 'LogStreamName'],
  readOnly: [],
  createOnly: ['LogGroupName', 'LogStreamName'],

  async create({ LogGroupName: group, LogStreamName: given }, call) {
    const name = given ?? `LogStream-${call.alphanumeric(12)}`
    await call.to('logs').CreateLogStream({ logGroupName: String(group), logStreamName: String(name) })
    return `${String(group)}|${String(name)}`
  },

  async read(identifier, call) {
    const [group, name] = partsOf(identifier)
    const { logStreams = [] } = await call.to('logs').DescribeLogStreams({ logGroupName: group, logStreamNamePrefix: name })
    if (logStreams.some(({ logStreamName }) => logStreamName === name)) return { LogGroupName: group, LogStreamName: name }
    throw call.fault('ResourceNotFoundException', 'The specified log stream does not exist.')
  },

  /** Nothing of a stream can be changed. */
  async update() {
    await Promise.resolve()
  },

  async delete(identifier, call) {
    const [group, name] = partsOf(identifier)
    await call.to('logs').DeleteLogStream({ logGroupName: group, logStreamName: name })
  },

  async * list(call) {
    for await (const group of groupFormation.list(call)) {
      let token: string | undefined
      do {
        const page = await call.to('logs').DescribeLogStreams({ logGroupName: group, ...(token !== undefined && { nextToken: token }) })
        for (const { logStreamName: name } of page.logStreams ?? []) yield `${group}|${name!}`
        token = page.nextToken
      } while (token !== undefined)
    }
  },
}

function partsOf(identifier: string): [group: string, name: string] {
  const at = identifier.indexOf('|')
  return [identifier.slice(0, at), identifier.slice(at + 1)]
}
