// Selectors into what a call answered: JSONPath as far as runbooks use it: members, positions, slices of all by `[*]`, members at any depth
// by `..name`, and tests like `[?(@.Key == 'Name')]`.
// Source: "Data elements and parameters" and "Working with JSONPath in runbooks", Systems Manager User Guide.

type Step =
  | { readonly kind: 'member', readonly name: string }
  | { readonly kind: 'position', readonly at: number }
  | { readonly kind: 'slice', readonly from: number, readonly to: number | undefined }
  | { readonly kind: 'all' }
  | { readonly kind: 'deep', readonly name: string }
  | { readonly kind: 'test', readonly member: readonly string[], readonly comparison: string, readonly value: unknown }

const testPattern = /^\[\?\(@((?:\.\w+)+)\s*(?:(==|!=|<=|>=|<|>|=~)\s*('[^']*'|"[^"]*"|\/[^/]*\/|[\w.-]+)\s*)?\)\]/

const grammar: readonly (readonly [RegExp, (groups: readonly string[]) => Step])[] = [
  [/^\.\.(\w[\w-]*)/, ([name = '']) => ({ kind: 'deep', name })],
  [/^\.\*|^\[\*?\]/, () => ({ kind: 'all' })],
  [/^\.(\w[\w-]*)/, ([name = '']) => ({ kind: 'member', name })],
  [/^\[(-?\d+)\]/, ([at = '0']) => ({ kind: 'position', at: Number(at) })],
  [/^\[(-?\d*):(-?\d*)\]/, ([from = '', to = '']) => ({ kind: 'slice', from: Number(from), to: to === '' ? undefined : Number(to) })],
  [/^\[(?:'([^']*)'|"([^"]*)")\]/, ([one, other]) => ({ kind: 'member', name: one ?? other ?? '' })],
  [testPattern, ([path = '', comparison = 'exists', value = '']) =>
    ({ kind: 'test', member: path.slice(1).split('.'), comparison, value: valueOf(value) })],
]

function valueOf(text: string): unknown {
  if (/^['"/]/.test(text)) return text.slice(1, -1)
  return text === 'true' ? true : text === 'false' ? false : text === 'null' ? null : Number(text)
}

/** Undefined for what is no selector. */
function read(selector: string): Step[] | undefined {
  if (!selector.startsWith('$')) return undefined
  const steps: Step[] = []
  for (let rest = selector.slice(1); rest !== '';) {
    const hit = grammar.map(([pattern, make]) => ({ found: pattern.exec(rest), make })).find(({ found }) => found !== null)
    if (hit === undefined) return undefined
    steps.push(hit.make(hit.found!.slice(1)))
    rest = rest.slice(hit.found![0].length)
  }
  return steps
}

/**
 * What a selector finds: one value, a list where it may find several, undefined where nothing is there.
 * @throws RangeError for what is no selector
 */
export function select(value: unknown, selector: string): unknown {
  const steps = read(selector.trim())
  if (steps === undefined) throw new RangeError(`The selector ${selector} can't be read.`)
  let found: unknown[] = [value]
  for (const step of steps) found = found.flatMap(each => taken(each, step)).filter(each => each !== undefined)
  const isSingle = steps.every(({ kind }) => kind === 'member' || kind === 'position')
  return isSingle ? found[0] : found
}

function taken(value: unknown, step: Step): unknown[] {
  const list = Array.isArray(value) ? value as unknown[] : []
  switch (step.kind) {
    case 'member': return typeof value === 'object' && value !== null ? [(value as Record<string, unknown>)[step.name]] : []
    case 'position': return [list.at(step.at)]
    case 'slice': return list.slice(step.from, step.to)
    case 'all': return Array.isArray(value) ? list : Object.values((value ?? {}) as object)
    case 'deep': return deep(value, step.name)
    case 'test': return list.filter(each => holds(each, step))
  }
}

function deep(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  const own = Array.isArray(value) || !Object.hasOwn(value, name) ? [] : [(value as Record<string, unknown>)[name]]
  return [...own, ...Object.values(value).flatMap(each => deep(each, name))]
}

/** @throws RangeError for what is no pattern */
function patternOf(text: string): RegExp {
  try {
    return new RegExp(text)
  } catch (error) {
    throw error instanceof SyntaxError ? new RangeError(`The pattern ${text} can't be read.`) : error
  }
}

function holds(each: unknown, { member, comparison, value }: Extract<Step, { kind: 'test' }>): boolean {
  const left = member.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], each)
  switch (comparison) {
    case 'exists': return left !== undefined
    case '==': return left === value
    case '!=': return left !== value
    case '=~': return patternOf(String(value)).test(String(left))
    case '<': return Number(left) < Number(value)
    case '<=': return Number(left) <= Number(value)
    case '>': return Number(left) > Number(value)
    default: return Number(left) >= Number(value)
  }
}
