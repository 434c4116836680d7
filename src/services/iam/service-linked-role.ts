// Service-linked roles: services' own roles in an account, made by their names and taken away by a task that one asks about.
// Source: CreateServiceLinkedRole and DeleteServiceLinkedRole, IAM API Reference; "Service-linked roles", IAM User Guide.

import type { Iam } from '../../../generated/aws/iam.ts'
import { records } from '../../kernel/service.ts'
import type { TimerHandler } from '../../kernel/service.ts'
import { isServiceLinked, settle, unsettle } from './holder.ts'
import { find, found, remove, second } from './name.ts'
import { shown } from './role.ts'
import { Role } from './structure.ts'

interface DeletionTask { readonly id: string, readonly role: string, readonly isDone: boolean }

export const DeletionTask = records<DeletionTask>({ name: 'DeletionTask', key: 'id' })

/** What the services' roles are named where that is not the service's name with a capital letter. */
const names: Readonly<Record<string, string>> = {
  'autoscaling.amazonaws.com': 'AutoScaling', 'ecs.amazonaws.com': 'ECS', 'eks.amazonaws.com': 'AmazonEKS',
  'eks-nodegroup.amazonaws.com': 'AmazonEKSNodegroup', 'elasticache.amazonaws.com': 'ElastiCache',
  'elasticbeanstalk.amazonaws.com': 'ElasticBeanstalk', 'elasticloadbalancing.amazonaws.com': 'ElasticLoadBalancing',
  'es.amazonaws.com': 'AmazonElasticsearchService', 'opensearchservice.amazonaws.com': 'AmazonOpenSearchService',
  'rds.amazonaws.com': 'RDS', 'spot.amazonaws.com': 'EC2Spot', 'spotfleet.amazonaws.com': 'EC2SpotFleet',
  'ops.apigateway.amazonaws.com': 'APIGateway', 'replication.dynamodb.amazonaws.com': 'DynamoDBReplication',
  'dynamodb.application-autoscaling.amazonaws.com': 'ApplicationAutoScaling_DynamoDBTable',
  'ecs.application-autoscaling.amazonaws.com': 'ApplicationAutoScaling_ECSService', 'batch.amazonaws.com': 'Batch',
  'config.amazonaws.com': 'Config', 'organizations.amazonaws.com': 'Organizations', 'sso.amazonaws.com': 'SSO',
    'support.amazonaws.com': 'Support',
  'lex.amazonaws.com': 'LexBots', 'kafka.amazonaws.com': 'Kafka', 'redshift.amazonaws.com': 'Redshift',
    'cloudtrail.amazonaws.com': 'CloudTrail',
}

export const CreateServiceLinkedRole: Iam['CreateServiceLinkedRole'] = ({ AWSServiceName: service, Description, CustomSuffix }, call) => {
  if (!/^[\w-]+(?:\.[\w-]+)*\.amazonaws\.com(?:\.cn)?$/.test(service)) {
    throw call.fault('InvalidInputException', `${service} is not a valid service name.`)
  }
  const own = names[service] ?? service.slice(0, service.indexOf('.amazonaws')).split(/[.-]/)
    .map(word => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')
  const name = `AWSServiceRoleFor${own}${CustomSuffix === undefined ? '' : `_${CustomSuffix}`}`
  if (found(Role, name, call) !== undefined) {
    throw call.fault('InvalidInputException', `Service role name ${name} has been taken in this account, please try a different suffix.`)
  }
  const trust = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }
  const role = call.of(Role).insert({
    pathName: `/aws-service-role/${service}/${name}`, id: call.identity.newUniqueId('AROA'), createdAt: second(call),
    trust: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }), longestSessionSeconds: 3600,
    ...(Description !== undefined && { description: Description }),
  })
  settle('role', name, call)
  const { MaxSessionDuration: _, ...told } = shown(role, call)
  return { Role: told }
}

/** What AWS takes to find out whether a role is still used, about. */
const deletionMs = 10_000

export const DeleteServiceLinkedRole: Iam['DeleteServiceLinkedRole'] = ({ RoleName }, call) => {
  const { pathName } = find(Role, RoleName, call)
  if (!isServiceLinked(pathName)) {
    throw call.fault('ValidationError', `The role ${RoleName} is not a service-linked role.`)
  }
  const id = `task${pathName}/${call.uuid()}`
  call.of(DeletionTask).put({ id, role: RoleName, isDone: false })
  call.setTimer('deletion', id, call.now() + call.lifecycleMs(deletionMs))
  return { DeletionTaskId: id }
}

export const deleted: TimerHandler = (_payload, call, { id }) => {
  const task = call.of(DeletionTask).get(id)
  if (task === undefined) return
  call.of(DeletionTask).put({ ...task, isDone: true })
  const role = found(Role, task.role, call)
  if (role === undefined) return
  const arn = call.arn(Role, role)
  remove(Role, task.role, call)
  unsettle(arn, call)
}

export const GetServiceLinkedRoleDeletionStatus: Iam['GetServiceLinkedRoleDeletionStatus'] = ({ DeletionTaskId: id }, call) => {
  const task = call.of(DeletionTask).get(id)
  if (task === undefined) throw call.fault('NoSuchEntityException', `Deletion task ${id} cannot be found.`)
  return { Status: task.isDone ? 'SUCCEEDED' : 'IN_PROGRESS' }
}
