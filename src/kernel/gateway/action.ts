// The query and EC2 protocols: which operation `Action` and `Version` of a form mean, among the services that the request may be for.
// Several products share one signing name and differ by version (Elastic Load Balancing), or share even that (RDS, Neptune, DocumentDB).
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Query-Requests.html

import type { ModelCatalogue, ServiceEntry } from '../../model/catalogue-face.ts'
import type { ActionForm, ActionRoute, OperationRoute, RouteFault } from './route-types.ts'

/** Ids of the services, out of `route.serviceIds`, whose operation the form may mean; empty when there is none. */
export function actionCandidates(catalogue: ModelCatalogue, route: ActionRoute, form: ActionForm): readonly string[] {
  const action = form.get('Action')
  if (action === null || action === undefined) return []
  // A version that is a candidate's own rules the others out; any other rules out none, since AWS answers older versions than the newest.
  const version = form.get('Version')
  if (version !== null && version !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(version)) return []
  const owners = route.serviceIds.filter(id => catalogue.entry(id)?.apiVersion === version)
  return (owners.length > 0 ? owners : route.serviceIds).filter(id => catalogue.operationNames(id).includes(action))
}

export function isQueryService(entry: ServiceEntry): boolean {
  return entry.protocols.includes('query') || entry.protocols.includes('ec2')
}

/** The form's protocol in a service's own dialect. */
export function actionProtocol(entry: ServiceEntry | undefined): 'query' | 'ec2' {
  return entry?.protocols.includes('ec2') === true ? 'ec2' : 'query'
}

export function actionRoute(route: ActionRoute, entry: ServiceEntry, operationName: string): OperationRoute {
  return { kind: 'operation', serviceId: entry.id, operationName, protocol: actionProtocol(entry), region: route.region }
}

/**
 * AWS's texts: the EC2 front says "is not valid for this web service", the others name the version.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export function unknownAction(route: ActionRoute, form: ActionForm): RouteFault {
  const action = form.get('Action')
  const service = route.serviceIds.length === 1 ? { serviceId: route.serviceIds[0]! } : {}
  const fault = { kind: 'fault', status: 400, protocol: route.protocol, ...service } as const
  if (action === null || action === undefined || action === '') {
    return { ...fault, code: 'MissingAction', message: 'The request is missing an action or a required parameter.' }
  }
  const message = route.protocol === 'ec2'
    ? `The action ${action} is not valid for this web service.`
    : `Could not find operation ${action} for version ${form.get('Version') ?? 'NO_VERSION_SPECIFIED'}`
  return { ...fault, code: 'InvalidAction', message }
}
