// Dashboards: kept as they are written; a body that breaks the rules is refused with where it does. Source: PutDashboard, CloudWatch API
// Reference.

import type { Cloudwatch } from '../../../generated/aws/cloudwatch.ts'
import { resource } from '../../kernel/service.ts'
import { dashboardFormation } from './cloud-formation.ts'
import { flawsOf } from './dashboard-body.ts'

interface Dashboard { readonly name: string, readonly body: string, readonly modifiedAt: number }

export const Dashboard = resource<Dashboard>({
  name: 'Dashboard',
  key: 'name',
  arn: 'arn:{partition}:cloudwatch::{account}:dashboard/{name}',
  tags: 'list',
  notFound: { code: 'DashboardNotFoundError', message: ([name]) => `Dashboard ${name} does not exist` },
  cloudFormation: dashboardFormation,
})

export const PutDashboard: Cloudwatch['PutDashboard'] = ({ DashboardName: name, DashboardBody: body, Tags: tags = [] }, call) => {
  if (!/^[\w-]{1,255}$/.test(name)) throw call.fault('DashboardInvalidInputError',
    'The dashboard name must be 1 to 255 letters, digits, dashes and underscores.')
  const flaws = flawsOf(body)
  if (flaws.length > 0) {
    throw call.fault('DashboardInvalidInputError', `The dashboard body is invalid, there are ${flaws.length} validation errors: `
      + JSON.stringify(flaws.map(({ DataPath, Message }) => ({ dataPath: DataPath, message: Message })), null, 2),
    { dashboardValidationMessages: flaws })
  }
  const isNew = call.of(Dashboard).get(name) === undefined
  call.of(Dashboard).put({ name, body, modifiedAt: call.now() })
  if (isNew) call.tags(Dashboard).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), name)
  return { DashboardValidationMessages: [] }
}

export const GetDashboard: Cloudwatch['GetDashboard'] = ({ DashboardName: name }, call) => {
  const dashboard = call.of(Dashboard).require(name)
  return { DashboardArn: call.arn(Dashboard, dashboard), DashboardBody: dashboard.body, DashboardName: name }
}

/** All of them, or none. */
export const DeleteDashboards: Cloudwatch['DeleteDashboards'] = ({ DashboardNames: names }, call) => {
  for (const name of names) call.of(Dashboard).require(name)
  for (const name of names) call.of(Dashboard).delete(name)
  return {}
}

export const ListDashboards: Cloudwatch['ListDashboards'] = function* ({ DashboardNamePrefix: prefix = '' }, call) {
  for (const dashboard of call.of(Dashboard).scan({ prefix })) {
    const { name, body, modifiedAt } = dashboard
    yield { DashboardName: name, DashboardArn: call.arn(Dashboard, dashboard), LastModified: modifiedAt, Size: Buffer.byteLength(body) }
  }
}
