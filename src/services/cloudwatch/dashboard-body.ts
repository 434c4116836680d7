// What is wrong with the body of a dashboard, in the words and paths of AWS's own checks.
// Source: "Dashboard body structure and syntax", CloudWatch API Reference.

import { jsonObject } from '../../std/json-object.ts'

export interface Flaw { readonly DataPath: string, readonly Message: string }

const types = ['metric', 'text', 'log', 'alarm', 'explorer', 'custom']
const mostWidgets = 500

/** Where there are any, the dashboard is refused. */
export function flawsOf(body: string): readonly Flaw[] {
  const dashboard = jsonObject(body)
  if (dashboard === undefined) return [{ DataPath: '', Message: 'The dashboard body must be a JSON object' }]
  const { widgets, start, periodOverride } = dashboard
  const flaws: Flaw[] = []
  if (start !== undefined && typeof start !== 'string') flaws.push({ DataPath: '/start', Message: 'Should be string' })
  if (periodOverride !== undefined && periodOverride !== 'auto' && periodOverride !== 'inherit') {
    flaws.push({ DataPath: '/periodOverride', Message: 'Should be equal to one of the allowed values' })
  }
  if (widgets === undefined) return [...flaws, { DataPath: '', Message: 'Should have required property \'widgets\'' }]
  if (!Array.isArray(widgets)) return [...flaws, { DataPath: '/widgets', Message: 'Should be array' }]
  if (widgets.length > mostWidgets) flaws.push({ DataPath: '/widgets', Message: `Should NOT have more than ${mostWidgets} items` })
  return [...flaws, ...widgets.flatMap((widget: unknown, i) => widgetFlaws(widget, `/widgets/${i}`))]
}

type Fields = Readonly<Record<string, unknown>>

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function widgetFlaws(widget: unknown, path: string): Flaw[] {
  if (!isFields(widget)) return [{ DataPath: path, Message: 'Should be object' }]
  const { type, properties } = widget
  const flaws = [
    ...numberFlaws(widget, 'x', 0, 23, path), ...numberFlaws(widget, 'y', 0, Infinity, path), ...numberFlaws(widget, 'width', 1, 24, path),
    ...numberFlaws(widget, 'height', 1, 1000, path),
  ]
  for (const name of ['type', 'properties']) {
    if (widget[name] === undefined) flaws.push({ DataPath: path, Message: `Should have required property '${name}'` })
  }
  if (type !== undefined && !types.includes(String(type))) {
    flaws.push({ DataPath: `${path}/type`, Message: 'Should be equal to one of the allowed values' })
  }
  if (properties === undefined) return flaws
  if (!isFields(properties)) return [...flaws, { DataPath: `${path}/properties`, Message: 'Should be object' }]
  return [...flaws, ...propertyFlaws(String(type), properties, `${path}/properties`)]
}

function numberFlaws(widget: Fields, name: string, least: number, most: number, path: string): Flaw[] {
  const value = widget[name]
  if (value === undefined) return []
  if (typeof value !== 'number' || !Number.isInteger(value)) return [{ DataPath: `${path}/${name}`, Message: 'Should be integer' }]
  if (value < least) return [{ DataPath: `${path}/${name}`, Message: `Should be >= ${least}` }]
  return value > most ? [{ DataPath: `${path}/${name}`, Message: `Should be <= ${most}` }] : []
}

/** What a widget of each type cannot be without. */
const required: Readonly<Record<string, readonly string[]>> = {
  text: ['markdown'], log: ['query', 'region'], alarm: ['alarms'], custom: ['endpoint'], metric: ['region'],
}

function propertyFlaws(type: string, properties: Fields, path: string): Flaw[] {
  const flaws = (Object.hasOwn(required, type) ? required[type]! : []).filter(name => properties[name] === undefined)
    .map(name => ({ DataPath: path, Message: `Should have required property '${name}'` }))
  if (type === 'alarm' && properties.alarms !== undefined && !Array.isArray(properties.alarms)) {
    flaws.push({ DataPath: `${path}/alarms`, Message: 'Should be array' })
  }
  if (type !== 'metric') return flaws
  const { metrics, annotations } = properties
  if (metrics === undefined && annotations === undefined) {
    return [...flaws, { DataPath: path, Message: 'Should have required property \'metrics\'' }]
  }
  if (metrics === undefined) return flaws
  if (!Array.isArray(metrics)) return [...flaws, { DataPath: `${path}/metrics`, Message: 'Should be array' }]
  return [...flaws, ...metrics.flatMap((metric: unknown, i) => metricFlaws(metric, `${path}/metrics/${i}`))]
}

function metricFlaws(metric: unknown, path: string): Flaw[] {
  if (!Array.isArray(metric)) return [{ DataPath: path, Message: 'Should be array' }]
  if (metric.length === 0) return [{ DataPath: path, Message: 'Should NOT have fewer than 1 items' }]
  return metric.flatMap((part: unknown, i) => typeof part === 'string' || (isFields(part) && i === metric.length - 1) ? []
    : [{ DataPath: `${path}/${i}`, Message: 'Should be string' }])
}
