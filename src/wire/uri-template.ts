// The URI template of a REST operation (`/{Bucket}/{Key+}?list-type=2`): paths → labels, and labels → path and query.
// Labels are captured raw; whoever decodes them does so exactly once. Routing among operations is the gateway's, not done here.

export interface UriTemplate {
  /** Raw label texts by name, or nothing when the path is of another form. A slash at the end is forgiven. */
  match(path: string): ReadonlyMap<string, string> | undefined
  /** Path with the labels in their places; `label` gives each one already percent-encoded. */
  path(label: (name: string, greedy: boolean) => string): string
  /** The constant query of the template, `''` for none. */
  readonly query: string
  /** Names of the parameters in it. */
  readonly constants: ReadonlySet<string>
}

const labelForm = /\{([^}+]+)(\+?)\}/g

export function uriTemplate(uri: string): UriTemplate {
  const [path = '/', query = ''] = uri.split('?', 2)
  const names: string[] = []
  let pattern = ''
  let at = 0
  for (const label of path.matchAll(labelForm)) {
    pattern += literal(path.slice(at, label.index)) + (label[2] === '+' ? '(.*)' : '([^/]*)')
    names.push(label[1] ?? '')
    at = label.index + label[0].length
  }
  pattern += literal(path.slice(at))
  const endsGreedily = path.endsWith('+}')
  const form = new RegExp(`^${pattern.endsWith('/') ? `${pattern}?` : pattern}${endsGreedily || pattern.endsWith('/') ? '' : '/?'}$`)
  return {
    query,
    constants: new Set(query.split('&').map(pair => pair.split('=', 1)[0] ?? '')),
    match: given => {
      const found = form.exec(given)
      return found === null ? undefined : new Map(names.map((name, index) => [name, found[index + 1] ?? '']))
    },
    path: label => path.replace(labelForm, (_, name: string, plus: string) => label(name, plus === '+')),
  }
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
