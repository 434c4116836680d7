// JSON Patch (RFC 6902) over JSON Pointers (RFC 6901): the document that UpdateResource takes. Pure; the document given is left as it was.
// What a patch cannot do is a PatchProblem, whose message says why.

import { isDeepStrictEqual } from 'node:util'

export class PatchProblem extends Error {}

type Container = Record<string, unknown> | unknown[]

const operations: ReadonlySet<string> = new Set(['add', 'remove', 'replace', 'move', 'copy', 'test'])
const takingValue: ReadonlySet<string> = new Set(['add', 'replace', 'test'])

interface Step { readonly op: string, readonly path: string, readonly from?: string, readonly value?: unknown }

/**
 * Reads a patch and applies it.
 * @param text a JSON array of operations
 * @throws PatchProblem for a text that is no patch, or one that does not fit the document
 */
export function applyPatch(document: unknown, text: string): unknown {
  // The root is held in an object, so that the whole document can be put and taken like any member.
  const holder = { root: structuredClone(document) }
  for (const step of readPatch(text)) apply(holder, step)
  return holder.root
}

function readPatch(text: string): Step[] {
  const steps = parse(text)
  if (!Array.isArray(steps)) throw new PatchProblem('the patch document must be a JSON array')
  for (const step of steps as unknown[]) {
    if (typeof step !== 'object' || step === null) throw new PatchProblem('each patch operation must be a JSON object')
    const { op, path, from } = step as Partial<Step>
    if (typeof op !== 'string' || !operations.has(op)) throw new PatchProblem(`invalid operation ${JSON.stringify(op)}`)
    if (typeof path !== 'string') throw new PatchProblem(`operation ${op} has no path`)
    if ((op === 'move' || op === 'copy') && typeof from !== 'string') throw new PatchProblem(`operation ${op} has no from`)
    if (takingValue.has(op) && !('value' in step)) throw new PatchProblem(`operation ${op} has no value`)
  }
  return steps as Step[]
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new PatchProblem('the patch document is not valid JSON')
  }
}

function apply(holder: { root: unknown }, { op, path, from = '', value }: Step): void {
  switch (op) {
    case 'add': return add(holder, path, structuredClone(value))
    case 'remove': { remove(holder, path); return }
    case 'replace': {
      const { container, name } = place(holder, path)
      existing(container, name, path)
      return put(container, name, structuredClone(value))
    }
    case 'move': {
      if (path.startsWith(`${from}/`)) throw new PatchProblem(`cannot move ${from} into itself`)
      return add(holder, path, remove(holder, from))
    }
    case 'copy': return add(holder, path, structuredClone(valueAt(holder, from)))
    default: {
      if (!isDeepStrictEqual(valueAt(holder, path), value)) throw new PatchProblem(`value differs from expectations at ${path}`)
    }
  }
}

function add(holder: { root: unknown }, path: string, value: unknown): void {
  const { container, name } = place(holder, path)
  if (!Array.isArray(container)) return put(container, name, value)
  const index = name === '-' ? container.length : indexOf(name, path)
  if (index > container.length) throw new PatchProblem(`no such index in target array: ${path}`)
  container.splice(index, 0, value)
}

function remove(holder: { root: unknown }, path: string): unknown {
  if (path === '') throw new PatchProblem('the whole document cannot be removed')
  const { container, name } = place(holder, path)
  const value = existing(container, name, path)
  if (Array.isArray(container)) container.splice(indexOf(name, path), 1)
  else delete container[name]
  return value
}

function valueAt(holder: { root: unknown }, path: string): unknown {
  const { container, name } = place(holder, path)
  return existing(container, name, path)
}

/** The object or array that holds what a pointer names, and its name there. */
function place(holder: { root: unknown }, path: string): { container: Container, name: string } {
  const names = ['root', ...tokens(path)]
  let container: Container = holder
  for (const name of names.slice(0, -1)) {
    const next = existing(container, name, path)
    if (typeof next !== 'object' || next === null) throw missing(path)
    container = next as Container
  }
  return { container, name: names.at(-1)! }
}

function existing(container: Container, name: string, path: string): unknown {
  if (Array.isArray(container)) {
    const index = indexOf(name, path)
    if (index >= container.length) throw missing(path)
    return container[index]
  }
  if (!Object.hasOwn(container, name)) throw missing(path)
  return container[name]
}

/** As a member of its own, whatever its name: `__proto__` is a name like any other in JSON. */
function put(container: Container, name: string, value: unknown): void {
  Object.defineProperty(container, name, { value, enumerable: true, configurable: true, writable: true })
}

function tokens(path: string): string[] {
  if (path === '') return []
  if (!path.startsWith('/') || /~(?![01])/.test(path)) throw new PatchProblem(`invalid JSON Pointer: ${path}`)
  return path.slice(1).split('/').map(token => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function indexOf(name: string, path: string): number {
  if (!/^(?:0|[1-9]\d*)$/.test(name)) throw new PatchProblem(`invalid array index: ${path}`)
  return Number(name)
}

function missing(path: string): PatchProblem {
  return new PatchProblem(`no such path in target JSON document: ${path}`)
}
