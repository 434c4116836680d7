// What an event is about: the resources that a notice names.

import type { Health } from '../../../generated/aws/health.ts'
import { checkLocale, told } from './event.ts'
import type { Told } from './event.ts'

function entitiesOf({ event, notice }: Told) {
  return notice.affected.map(value => ({
    entityArn: `${event.arn.replace(':event/', ':entity/')}/${Buffer.from(value).toString('hex')}`,
    eventArn: event.arn, entityValue: value, awsAccountId: notice.account, lastUpdatedTime: notice.updatedAt,
    statusCode: notice.isClosed ? 'RESOLVED' : 'PENDING',
  } as const))
}

export const DescribeAffectedEntities: Health['DescribeAffectedEntities'] = function* ({ filter, locale }, call) {
  checkLocale(locale, call)
  for (const each of told(call)) {
    if (!filter.eventArns.includes(each.event.arn)) continue
    for (const entity of entitiesOf(each)) {
      if (filter.entityValues !== undefined && !filter.entityValues.includes(entity.entityValue)) continue
      if (filter.entityArns !== undefined && !filter.entityArns.includes(entity.entityArn)) continue
      if (filter.statusCodes !== undefined && !filter.statusCodes.includes(entity.statusCode)) continue
      yield entity
    }
  }
}

export const DescribeEntityAggregates: Health['DescribeEntityAggregates'] = ({ eventArns }, call) => ({
  entityAggregates: told(call).filter(({ event }) => eventArns === undefined || eventArns.includes(event.arn)).map(each => ({
    eventArn: each.event.arn, count: each.notice.affected.length,
    statuses: { [each.notice.isClosed ? 'RESOLVED' : 'PENDING']: each.notice.affected.length },
  })),
})
