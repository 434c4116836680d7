// GetMetricWidgetImage: a graph, drawn (`engines/plot`), as part of the answer or as the answer itself.
// Source: GetMetricWidgetImage, CloudWatch API Reference.

import type { Cloudwatch } from '../../../generated/aws/cloudwatch.ts'
import { drawGraph } from '../../engines/plot/face.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'
import { resultsOf } from './metric-data.ts'
import { colorAt, readWidget, WidgetProblem } from './metric-widget.ts'
import { absorb } from './published.ts'

export const GetMetricWidgetImage: Cloudwatch['GetMetricWidgetImage'] = ({ MetricWidget: text, OutputFormat: format = 'png' }, call) => {
  if (format !== 'png' && format !== 'image/png') {
    throw call.fault('ValidationError', `The OutputFormat ${format} must be png or image/png.`)
  }
  const image = drawn(text, call)
  if (format === 'image/png') call.respond({ headers: { 'content-type': 'image/png' }, body: image })
  return { MetricWidgetImage: image }
}

function drawn(text: string, call: Call): Buffer {
  const given = jsonObject(text)
  if (given === undefined) throw call.fault('ValidationError', 'The MetricWidget must be a JSON object.')
  try {
    const { queries, styles, ...graph } = readWidget(given, call.now())
    absorb(call)
    const offsetMinutes = graph.offsetMs / 60_000
    const results = resultsOf(queries, { fromAt: graph.fromAt, beforeAt: graph.beforeAt, offsetMinutes }, 'MetricDataQueries', call)
    return drawGraph({ ...graph, series: results.map(({ id, label, series: { points } }, i) => {
      const { color = colorAt(i), axis } = styles.get(id)!
      return { label, points, color, axis }
    }) })
  } catch (error) {
    throw error instanceof WidgetProblem ? call.fault('ValidationError', `The MetricWidget is invalid: ${error.message}.`) : error
  }
}
