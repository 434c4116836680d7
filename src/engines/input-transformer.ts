// What a target gets of an event: all of it, a part that a JSON path names, a constant, or a template filled with parts.
// Source: "Amazon EventBridge input transformation", EventBridge User Guide.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

export interface InputTransformer { readonly paths: Readonly<Record<string, string>>, readonly template: string }

const step = /\.([A-Za-z0-9_\-]+)|\[(\d+|\*)\]|\['([^']+)'\]|\["([^"]+)"\]/y

/** The value that a path such as `$.detail.items[0]` names; undefined where there is none. */
export function valueAt(event: Json, path: string): Json | undefined {
  const steps = readPath(path)
  if (steps === undefined) return undefined
  return steps.reduce<Json | undefined>(follow, event)
}

/** Undefined for what is no path. */
export function readPath(path: string): readonly (string | number)[] | undefined {
  if (!path.startsWith('$')) return undefined
  const steps: (string | number)[] = []
  for (let at = 1; at < path.length;) {
    step.lastIndex = at
    const match = step.exec(path)
    if (match === null) return undefined
    const [whole, name, index, quoted, doubleQuoted] = match
    steps.push(index === undefined ? name ?? quoted ?? doubleQuoted! : index === '*' ? '*' : Number(index))
    at += whole.length
  }
  return steps
}

function follow(value: Json | undefined, next: string | number): Json | undefined {
  if (next === '*') return Array.isArray(value) ? value as Json : undefined
  if (typeof value !== 'object' || value === null) return undefined
  return Object.hasOwn(value, next) ? (value as Readonly<Record<string, Json>>)[next] : undefined
}

/** Names that every template knows, without a path of its own. */
export type Reserved = Readonly<Record<string, Json>>

/**
 * Fills the template's `<names>`. Within a JSON text a string goes in without its quotation marks where these stand already; a whole value
 * goes in as JSON. A name without a value is nothing, or an empty text inside quotation marks.
 */
export function transform({ paths, template }: InputTransformer, event: Json, reserved: Reserved): string {
  const valueOf = (name: string): Json | undefined =>
    Object.hasOwn(paths, name) ? valueAt(event, paths[name]!) : Object.hasOwn(reserved, name) ? reserved[name] : undefined
  const isJson = /^\s*[{["]/.test(template)
  let filled = ''
  let quoted = false
  for (let at = 0; at < template.length; at += 1) {
    const character = template[at]!
    if (character === '\\' && quoted) {
      filled += character + (template[at += 1] ?? '')
      continue
    }
    if (character === '"') quoted = !quoted
    const name = character === '<' ? /^<([\w.-]+)>/.exec(template.slice(at))?.[1] : undefined
    if (name === undefined || (!Object.hasOwn(paths, name) && !Object.hasOwn(reserved, name))) {
      filled += character
      continue
    }
    filled += shown(valueOf(name), isJson, quoted)
    at += name.length + 1
  }
  return filled
}

function shown(value: Json | undefined, isJson: boolean, quoted: boolean): string {
  if (value === undefined) return ''
  if (!isJson) return typeof value === 'string' ? value : JSON.stringify(value)
  if (!quoted) return JSON.stringify(value)
  // Inside quotation marks a string keeps its escapes and loses its own marks; anything else becomes the text of its JSON.
  const inner = typeof value === 'string' ? JSON.stringify(value) : JSON.stringify(JSON.stringify(value))
  return inner.slice(1, -1)
}

/** As `transform`, for templates that name paths in place: `{"id": <$.body.id>}`. */
export function transformInline(template: string, event: Json, reserved: Reserved): string {
  const paths: Record<string, string> = {}
  const named = template.replace(/<(\$[^<>]*)>/g, (whole, path: string) => {
    if (readPath(path) === undefined) return whole
    const name = `path.${Object.keys(paths).length}`
    paths[name] = path
    return `<${name}>`
  })
  return transform({ paths, template: named }, event, reserved)
}
