// Which services an identity could call by its policies, and when it last did, as the journal remembers it; and which of its policies grant
// a service. Source: GenerateServiceLastAccessedDetails and ListPoliciesGrantingServiceAccess, IAM API Reference.

import type { EntityDetails, Iam, PolicyGrantingServiceAccess, ServiceLastAccessed } from '../../../generated/aws/iam.ts'
import { parseArn, readPolicy, records } from '../../kernel/service.ts'
import type { Call, JournalEntry } from '../../kernel/service.ts'
import { heldBy } from './holder.ts'
import { lastUseOf } from './last-use.ts'
import { policyOf } from './managed-policy.ts'
import { second } from './name.ts'
import { actorsOf, identityOf, sourcesOf } from './source.ts'
import type { Source } from './source.ts'
import { Attachment } from './structure.ts'

interface Job { readonly id: string, readonly arn: string, readonly granularity: 'SERVICE_LEVEL' | 'ACTION_LEVEL',
  readonly createdAt: number }

export const LastAccessJob = records<Job>({ name: 'LastAccessJob', key: 'id' })

export const GenerateServiceLastAccessedDetails: Iam['GenerateServiceLastAccessedDetails'] = (input, call) => {
  const { Arn: arn, Granularity: granularity = 'SERVICE_LEVEL' } = input
  subjectOf(arn, call)
  const job = { id: call.uuid(), arn, granularity: granularity as Job['granularity'], createdAt: second(call) }
  call.of(LastAccessJob).put(job)
  return { JobId: job.id }
}

/** What a report is about: whose calls count, and the texts that say what may be called. */
interface Subject { readonly actors: readonly string[], readonly documents: readonly string[] }

/** @throws NoSuchEntity */
function subjectOf(arn: string, call: Call): Subject {
  if (!/^policy\//.test(parseArn(arn)?.resource ?? '')) {
    const holder = identityOf(arn, call)
    return { actors: actorsOf(holder, call), documents: sourcesOf(holder, call).map(({ document }) => document) }
  }
  const policy = policyOf(arn, call)
  if (policy === undefined) throw call.fault('NoSuchEntityException', `Policy ${arn} was not found.`)
  const holders = [...call.of(Attachment).by('policy').scan({ within: [arn] })].map(({ holder }) => heldBy(holder, call))
  return { actors: holders.flatMap(holder => actorsOf(holder, call)), documents: [policy.document] }
}

function jobOf(id: string, call: Call): Job {
  const job = call.of(LastAccessJob).get(id)
  if (job === undefined) throw call.fault('NoSuchEntityException', `Job with id ${id} cannot be found.`)
  return job
}

export const GetServiceLastAccessedDetails: Iam['GetServiceLastAccessedDetails'] = ({ JobId: id }, call) => {
  const { arn, granularity, createdAt } = jobOf(id, call)
  const { actors, documents } = subjectOf(arn, call)
  return {
    JobStatus: 'COMPLETED', JobType: granularity, JobCreationDate: createdAt, JobCompletionDate: createdAt, IsTruncated: false,
    ServicesLastAccessed: namespacesOf(documents).map(namespace => lastAccess(namespace, actors, granularity, createdAt, call)),
  }
}

/** The services whose actions the texts allow. */
function namespacesOf(documents: readonly string[]): string[] {
  const actions = documents.flatMap(allowedActions)
  return [...new Set(actions.flatMap(action => action.includes(':') ? [action.slice(0, action.indexOf(':')).toLowerCase()] : []))].sort()
}

interface Said { readonly Effect: string, readonly Action?: string | readonly string[] }

function allowedActions(document: string): readonly string[] {
  if ('problem' in readPolicy(document, 'identity')) return []
  const { Statement: given } = JSON.parse(document) as { readonly Statement: Said | readonly Said[] }
  return ([given].flat() as Said[]).filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action = [] }) => Action)
}

function lastAccess(namespace: string, actors: readonly string[], granularity: Job['granularity'], until: number,
  call: Call): ServiceLastAccessed {
  const isMeant = (entry: JournalEntry) => entry.service === namespace && entry.at <= until + 999 && actors.includes(actorOf(entry))
  const last = lastUseOf(isMeant, call)
  const seen = new Set([...call.journal.newest()].filter(isMeant).map(actorOf))
  return {
    ServiceName: namespace, ServiceNamespace: namespace, TotalAuthenticatedEntities: seen.size,
    ...(last !== undefined && { LastAuthenticated: last.at, LastAuthenticatedEntity: actorOf(last), LastAuthenticatedRegion: last.region }),
    ...(granularity === 'ACTION_LEVEL' && last !== undefined && { TrackedActionsLastAccessed: [{
      ActionName: last.operation, LastAccessedEntity: actorOf(last), LastAccessedTime: last.at, LastAccessedRegion: last.region,
    }] }),
  }
}

/** The identity behind a call. */
function actorOf({ principal: { arn, issuerArn } }: JournalEntry): string {
  return issuerArn ?? arn
}

export const GetServiceLastAccessedDetailsWithEntities: Iam['GetServiceLastAccessedDetailsWithEntities'] = (input, call) => {
  const { JobId: id, ServiceNamespace: namespace } = input
  const { arn, createdAt } = jobOf(id, call)
  const { actors } = subjectOf(arn, call)
  return {
    JobStatus: 'COMPLETED', JobCreationDate: createdAt, JobCompletionDate: createdAt, IsTruncated: false,
    EntityDetailsList: actors.map((actor): EntityDetails => {
      const last = lastUseOf(entry => entry.service === namespace && actorOf(entry) === actor, call)
      return { EntityInfo: entityOf(actor, call), ...(last !== undefined && { LastAuthenticated: last.at }) }
    }),
  }
}

function entityOf(arn: string, call: Call): EntityDetails['EntityInfo'] {
  const { kind, name, handle } = identityOf(arn, call)
  const { id, path } = heldBy(handle, call)
  return { Arn: arn, Name: name, Type: kind.toUpperCase(), Id: id, Path: path }
}

export const ListPoliciesGrantingServiceAccess: Iam['ListPoliciesGrantingServiceAccess'] = ({ Arn: arn, ServiceNamespaces: namespaces },
  call) => {
  const sources = sourcesOf(identityOf(arn, call), call)
  return {
    PoliciesGrantingServiceAccess: namespaces.map(namespace => ({
      ServiceNamespace: namespace,
      Policies: sources.filter(({ document }) => allowedActions(document).some(action => action === '*'
        || action.startsWith(`${namespace}:`)))
        .map(granting),
    })),
    IsTruncated: false,
  }
}

function granting({ name, arn, type, holder }: Source): PolicyGrantingServiceAccess {
  const isInline = arn === undefined
  return {
    PolicyName: isInline ? name.slice(`${type}_${holder!.name}_`.length) : name, PolicyType: isInline ? 'INLINE' : 'MANAGED',
    ...(isInline ? { EntityType: holder!.kind.toUpperCase(), EntityName: holder!.name } : { PolicyArn: arn }),
  }
}
