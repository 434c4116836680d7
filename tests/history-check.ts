// Checks that a history of transactions could have run one after another, each between its beginning and its end. Keys hold lists to which
// transactions append values of their own, so a read shows in which order a key was written. Dependencies between transactions, and time,
// make a graph; a cycle in it is an anomaly. Source: Kingsbury and Alvaro, "Elle: Inferring Isolation Anomalies from Experimental
// Observations" (2020).

export interface Append { readonly kind: 'append', readonly key: string, readonly value: number }
export interface Read { readonly kind: 'read', readonly key: string, readonly values: readonly number[] }

export interface Transaction {
  readonly id: number
  readonly steps: readonly (Append | Read)[]
  /** When it was asked for and when it was answered, in any unit that grows. */
  readonly from: number
  readonly to: number
  /** False where it was refused: nothing of it may ever be seen. */
  readonly made: boolean
}

/** What is wrong with a history, in words; empty where nothing is. */
export function anomalies(history: readonly Transaction[]): string[] {
  const made = history.filter(each => each.made)
  const { orders, found } = ordersOf(history)
  if (found.length > 0) return found
  const graph = new Map<number, Map<number, string>>(made.map(({ id }) => [id, new Map()]))
  const link = (a: number | undefined, b: number | undefined, why: string) => {
    if (a === undefined || b === undefined || a === b) return
    const edges = graph.get(a)!
    if (!edges.has(b)) edges.set(b, why)
  }
  const writers = writersOf(history)
  for (const [key, order] of orders) {
    for (const [i, value] of order.entries()) {
      if (i > 0) link(writers.get(order[i - 1]!)?.id, writers.get(value)?.id, `both wrote ${key}, in this order`)
    }
  }
  for (const { id, steps } of made) {
    for (const step of steps) {
      if (step.kind === 'append') continue
      const order = orders.get(step.key) ?? []
      const seen = step.values.length
      if (seen > 0) link(writers.get(step.values[seen - 1]!)?.id, id, `what it wrote to ${step.key} was read`)
      // A read from before a write comes before it.
      if (order[seen] !== undefined) link(id, writers.get(order[seen])?.id, `it read ${step.key} before that wrote to it`)
    }
  }
  linkByTime(made, link)
  return cycleIn(graph).map(cycle => `cycle: ${cycle.map(([a, why]) => `${a} (${why})`).join(' → ')}`)
}

/** Transactions by the values they append. */
function writersOf(history: readonly Transaction[]): Map<number, Transaction> {
  const writers = new Map<number, Transaction>()
  for (const each of history) {
    for (const step of each.steps) if (step.kind === 'append') writers.set(step.value, each)
  }
  return writers
}

/** Each key's order of writes: its longest read, which all others must begin. */
function ordersOf(history: readonly Transaction[]): { readonly orders: Map<string, readonly number[]>, readonly found: string[] } {
  const orders = new Map<string, readonly number[]>()
  const found: string[] = []
  const writers = writersOf(history)
  const reads = history.filter(each => each.made).flatMap(({ id, steps }) =>
    steps.flatMap(step => step.kind === 'read' ? [{ ...step, id }] : []))
  for (const { key, values } of reads) if (values.length > (orders.get(key)?.length ?? -1)) orders.set(key, values)
  for (const { id, key, values } of reads) {
    const order = orders.get(key)!
    if (values.some((value, i) => order[i] !== value)) found.push(`${id} read ${key} in another order than others`)
    if (new Set(values).size < values.length) found.push(`${id} read ${key} with a value twice`)
    for (const value of values) {
      const writer = writers.get(value)
      if (writer === undefined) found.push(`${id} read ${value} from ${key}, which nobody wrote`)
      else if (!writer.made) found.push(`${id} read ${value} from ${key}, which was refused`)
    }
  }
  return { orders, found }
}

/** What was answered before another was asked for comes before it. Only the last ones before each matter: the rest follow. */
function linkByTime(made: readonly Transaction[], link: (a: number, b: number, why: string) => void): void {
  const byEnd = [...made].sort((a, b) => a.to - b.to)
  for (const next of made) {
    const before = byEnd.filter(({ to }) => to < next.from)
    const latestStart = Math.max(...before.map(({ from }) => from))
    for (const { id, to } of before) if (to >= latestStart) link(id, next.id, 'it was answered before that began')
  }
}

/** The first cycle there is, as transactions with what leads from each to the next. */
function cycleIn(graph: ReadonlyMap<number, ReadonlyMap<number, string>>): [number, string][][] {
  const state = new Map<number, 'open' | 'done'>()
  for (const start of graph.keys()) {
    if (state.has(start)) continue
    const path: [number, Iterator<[number, string]>][] = []
    const enter = (id: number) => {
      state.set(id, 'open')
      path.push([id, graph.get(id)!.entries()[Symbol.iterator]()])
    }
    enter(start)
    while (path.length > 0) {
      const [id, edges] = path.at(-1)!
      const { value: edge, done } = edges.next() as IteratorResult<[number, string], undefined>
      if (done) {
        state.set(id, 'done')
        path.pop()
      } else if (state.get(edge[0]) === 'open') {
        const ids = path.map(([each]) => each)
        const cycle = ids.slice(ids.indexOf(edge[0]))
        return [cycle.map((each, i) => [each, graph.get(each)!.get(cycle[(i + 1) % cycle.length]!)!])]
      } else if (!state.has(edge[0])) enter(edge[0])
    }
  }
  return []
}
