// The operations on views. A view that is not there is not told from one that is not the caller's.

import type { ResourceExplorer2, SearchFilter, View as WireView } from '../../../generated/aws/resource-explorer-2.ts'
import { arnTemplate } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { defaultView } from './default-view.ts'
import { filterProblem, readQuery } from './query.ts'
import { indexHere } from './region-index.ts'
import { viewOf, Views } from './view-list.ts'
import type { StoredView } from './view-list.ts'

const mostViews = 10
const rootArn = arnTemplate('arn:{partition}:iam::{account}:root')

export const CreateView: ResourceExplorer2['CreateView'] = (input, call) => {
  const { ViewName: name, Filters: filters, IncludedProperties: included = [], Scope: scope, Tags: tags } = input
  if (indexHere(call) === undefined) throw call.fault('ValidationException', 'There is no index in this Region: create one first.')
  const account = rootArn(call, {})
  if (scope !== undefined && scope !== account) {
    throw call.fault('ValidationException', `Scope must be ${account}: views over organizations are not modelled.`)
  }
  const all = [...call.of(Views).scan()]
  if (all.some(view => view.name === name)) throw call.fault('ConflictException', `A view named ${name} already exists in this Region.`)
  if (all.length >= mostViews) throw call.fault('ServiceQuotaExceededException', `An account has at most ${mostViews} views in a Region.`)
  const view = call.of(Views).insert({
    name, id: call.uuid(), filter: filterOf(filters, call), included: included.map(({ Name: each }) => each), updatedAt: call.now(),
  })
  if (tags !== undefined) call.tags(Views).add(tags, view.name, view.id)
  return { View: shown(view, call) }
}

export const UpdateView: ResourceExplorer2['UpdateView'] = (input, call) => {
  const { ViewArn: arn, Filters: filters, IncludedProperties: included } = input
  const view = authorised(arn, call)
  const updated = call.of(Views).put({
    ...view, updatedAt: call.now(), ...(filters !== undefined && { filter: filterOf(filters, call) }),
    ...(included !== undefined && { included: included.map(({ Name: each }) => each) }),
  })
  return { View: shown(updated, call) }
}

export const DeleteView: ResourceExplorer2['DeleteView'] = ({ ViewArn: arn }, call) => {
  const view = authorised(arn, call)
  call.of(Views).delete(view.name, view.id)
  if (defaultView(call) === arn) call.table<string>('default-view').delete('default')
  return { ViewArn: arn }
}

export const GetView: ResourceExplorer2['GetView'] = ({ ViewArn: arn }, call) => {
  const view = authorised(arn, call)
  return { View: shown(view, call), Tags: call.tags(Views).get(view.name, view.id) }
}

export const BatchGetView: ResourceExplorer2['BatchGetView'] = ({ ViewArns: arns = [] }, call) => {
  const found = arns.map(arn => [arn, viewOf(arn, call)] as const)
  return {
    Views: found.flatMap(([, view]) => view === undefined ? [] : [shown(view, call)]),
    Errors: found.flatMap(([arn, view]) => view === undefined ? [{ ViewArn: arn, ErrorMessage: 'View not found.' }] : []),
  }
}

export const ListViews: ResourceExplorer2['ListViews'] = function* (_, call) {
  for (const view of call.of(Views).scan()) yield call.arn(Views, view)
}

/** @throws UnauthorizedException for a view that is not there */
export function authorised(arn: string, call: Call<'UnauthorizedException'>): StoredView {
  const view = viewOf(arn, call)
  if (view === undefined) throw call.fault('UnauthorizedException', `Not authorized to use the view ${arn}, or it does not exist.`)
  return view
}

function filterOf(filters: SearchFilter | undefined, call: Call<'ValidationException'>): string {
  const text = filters?.FilterString ?? ''
  const problem = filterProblem(readQuery(text))
  if (problem !== undefined) throw call.fault('ValidationException', problem)
  return text
}

function shown(view: StoredView, call: Call): WireView {
  return {
    ViewArn: call.arn(Views, view), ViewName: view.name, Owner: call.account, LastUpdatedAt: view.updatedAt,
    Scope: rootArn(call, {}), Filters: { FilterString: view.filter },
    IncludedProperties: view.included.map(Name => ({ Name })),
  }
}
