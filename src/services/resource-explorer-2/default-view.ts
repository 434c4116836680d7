// The view that searches of a region use where they name none.

import type { ResourceExplorer2 } from '../../../generated/aws/resource-explorer-2.ts'
import type { Call } from '../../kernel/service.ts'
import { viewOf } from './view-list.ts'

export const AssociateDefaultView: ResourceExplorer2['AssociateDefaultView'] = ({ ViewArn: arn }, call) => {
  if (viewOf(arn, call) === undefined) throw call.fault('ResourceNotFoundException', `View ${arn} not found.`)
  call.table<string>('default-view').put('default', arn)
  return { ViewArn: arn }
}

export const DisassociateDefaultView: ResourceExplorer2['DisassociateDefaultView'] = (_, call) => {
  if (!call.table<string>('default-view').delete('default')) {
    throw call.fault('ResourceNotFoundException', 'There is no default view in this Region.')
  }
  return {}
}

/** Without one, nothing is said. */
export const GetDefaultView: ResourceExplorer2['GetDefaultView'] = (_, call) => {
  const arn = defaultView(call)
  return arn === undefined ? {} : { ViewArn: arn }
}

export function defaultView(call: Call): string | undefined {
  return call.table<string>('default-view').get('default')
}
