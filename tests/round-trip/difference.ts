// Where two values differ, as paths of members without indices, so that the same cause has one name however often it is met.

export interface Difference {
  /** `Rules[].Tags{}.Key`; `''` for the whole. */
  readonly path: string
  readonly expected: unknown
  readonly actual: unknown
}

/** Absent and undefined are the same; NaN equals NaN; bytes are compared as bytes. */
export function* differences(expected: unknown, actual: unknown, path = ''): Generator<Difference> {
  if (Object.is(expected, actual)) return
  if (expected instanceof Uint8Array && actual instanceof Uint8Array) {
    if (!Buffer.from(expected).equals(Buffer.from(actual))) yield { path, expected, actual }
  } else if (Array.isArray(expected) && Array.isArray(actual)) {
    if (expected.length !== actual.length) yield { path: `${path}[]`, expected, actual }
    else for (const [at, element] of expected.entries()) yield* differences(element, actual[at], `${path}[]`)
  } else if (isPlain(expected) && isPlain(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      yield* differences(own(expected, key), own(actual, key), path === '' ? key : `${path}.${key}`)
    }
  } else {
    yield { path, expected, actual }
  }
}

function own(object: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
}
