// SelectResourceConfig: a query in SQL over what there is now. Source: SelectResourceConfig, AWS Config API Reference.

import type { Config } from '../../../generated/aws/config.ts'
import type { Call } from '../../kernel/service.ts'
import { sealedPage } from '../../kernel/service.ts'
import { present, timeText } from './item.ts'
import type { Item } from './item.ts'
import { runQuery } from './query.ts'
import type { Queried, Row } from './query.ts'
import { QueryProblem } from './query-lexer.ts'

const usualPage = 25

export const SelectResourceConfig: Config['SelectResourceConfig'] = (input, call) =>
  answer(queried(input.Expression, [...present(call)].map(item => rowOf(item, call)), call), input, call)

interface Asked { readonly Limit?: number, readonly MaxResults?: number, readonly NextToken?: string }

export function answer({ rows, fields }: Queried, { Limit: limit, MaxResults: most, NextToken: token }: Asked,
  call: Call<'InvalidNextTokenException'>) {
  const { items, next } = sealedPage(rows, { limit: limit || most || undefined, usual: usualPage, token }, call,
    () => call.fault('InvalidNextTokenException', 'The specified next token is not valid.'))
  return { Results: items.map(row => JSON.stringify(row)), QueryInfo: { SelectFields: fields.map(Name => ({ Name })) }, ...next }
}

/** @throws InvalidExpressionException */
export function queried(expression: string, rows: readonly Row[], call: Call<'InvalidExpressionException'>): Queried {
  try {
    return runQuery(expression, rows)
  } catch (error) {
    if (!(error instanceof QueryProblem)) throw error
    throw call.fault('InvalidExpressionException', error.message)
  }
}

/** An item as queries see it. */
export function rowOf(item: Item, call: Call): Row {
  const { type, id, name, arn, region, zone, status, capturedAt, createdAt, configuration, supplementary, relationships, tags,
    sequence } = item
  return {
    version: '1.3', accountId: call.account, arn, awsRegion: region, availabilityZone: zone, resourceId: id, resourceName: name,
      resourceType: type,
    configurationItemStatus: status, configurationItemCaptureTime: timeText(capturedAt), configurationStateId: sequence,
    ...(createdAt !== undefined && { resourceCreationTime: timeText(createdAt) }), configuration, supplementaryConfiguration: supplementary,
    relationships, tags: Object.entries(tags).map(([key, value]) => ({ key, value, tag: `${key}=${value}` })),
  }
}
