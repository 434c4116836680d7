// Writes a finished model as the lines that `src/model/bundle.ts` reads: a header, then one line per operation and per shared shape.
// Text is ASCII only, so that an offset in characters is an offset in bytes. Nothing here changes what a model says.

import { BundleSource } from '../../src/model/bundle.ts'
import type { BundleHeader } from '../../src/model/bundle.ts'
import { linkService } from '../../src/model/reader.ts'
import type { RawShape } from '../../src/model/raw.ts'
import { childrenOf, isComposite, withPlaces } from './draft.ts'
import type { Draft, DraftShape } from './draft.ts'
import type { ServiceDerivation } from '../../src/model/derived.ts'
import { derive } from './derivation.ts'
import type { Knowledge } from './derivation.ts'

/** The whole text of one service's file, with what is derived from it. */
export function bundled(draft: Draft, knowledge: Knowledge): { readonly text: string, readonly derivation: ServiceDerivation } {
  const text = modelText(draft)
  const derivation = derive(linkService(new BundleSource(Buffer.from(text, 'latin1'))), knowledge)
  if (derivation.resources.length === 0 && Object.keys(derivation.refused).length === 0) return { text, derivation }
  const end = text.indexOf('\n')
  const header: BundleHeader = { ...JSON.parse(text.slice(0, end)) as BundleHeader, derivation }
  return { text: ascii(JSON.stringify(header)) + text.slice(end), derivation }
}

function modelText(draft: Draft): string {
  const { operations, shapes } = withInlinedShapes(draft)
  const operationLines = Object.entries(operations).map(([name, operation]) => [name, ascii(JSON.stringify(operation))] as const)
  const shapeLines = Object.entries(shapes).map(([name, shape]) => [name, ascii(JSON.stringify(shape))] as const)
  const rest = draft.metadata.protocol === 'rest-json' || draft.metadata.protocol === 'rest-xml'
  const header: BundleHeader = {
    metadata: draft.metadata,
    operations: operationLines.map(([name, line]) => {
      const { http } = operations[name] ?? {}
      return rest ? [name, line.length, http?.method ?? 'POST', http?.requestUri ?? '/'] : [name, line.length]
    }),
    shapes: shapeLines.map(([name, line]) => [name, line.length]),
    errors: Object.keys(shapes).filter(name => isError(shapes[name])),
  }
  const lines = [ascii(JSON.stringify(header)), ...operationLines.map(([, line]) => line), ...shapeLines.map(([, line]) => line)]
  return lines.join('\n') + '\n'
}

function isError(shape: DraftShape | undefined): boolean {
  return shape?.exception === true || shape?.error !== undefined
}

function ascii(text: string): string {
  return text.replace(/[\u007f-\uffff]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Shapes referred to once, and plain scalars, are written in place: fewer lines to look up and a smaller header. */
function withInlinedShapes(draft: Draft): Pick<Draft, 'operations' | 'shapes'> {
  const uses = new Map<string, number>()
  for (const root of rootsOf(draft)) countUses(root, uses)
  const inlined = new Set<string>()
  const inline = (place: DraftShape): DraftShape => {
    const name = place.shape
    const target = name === undefined ? undefined : draft.shapes[name]
    if (name !== undefined && target !== undefined && mayInline(place, target, uses.get(name) ?? 0)) {
      inlined.add(name)
      const { shape: _, ...traits } = place
      return descend(isComposite(target) ? { ...target, ...traits, name } : { ...target, ...traits })
    }
    return descend(place)
  }
  const descend = (shape: DraftShape): DraftShape => withPlaces(shape, inline)
  const operations = Object.fromEntries(Object.entries(draft.operations).map(([name, operation]) => [name, {
    ...operation,
    ...(operation.input !== undefined && { input: inline(operation.input) }),
    ...(operation.output !== undefined && { output: inline(operation.output) }),
  }]))
  const shapes = Object.entries(draft.shapes).map(([name, shape]) => [name, descend(shape)] as const)
  return { operations, shapes: Object.fromEntries(shapes.filter(([name]) => !inlined.has(name) && (uses.get(name) ?? 0) > 0)) }
}

/** A shape may be written in place when nothing else refers to it, or when it is a scalar that says nothing but its type. */
function mayInline(place: DraftShape, target: DraftShape, uses: number): boolean {
  if (isError(target) || target.shape !== undefined) return false
  if (Object.keys(target).some(trait => trait !== 'type' && trait in place)) return false
  return uses === 1 || (!isComposite(target) && Object.keys(target).every(trait => trait === 'type'))
}

function rootsOf(draft: Draft): DraftShape[] {
  const roots = Object.values(draft.operations).flatMap(({ input, output, errors }) => [input, output, ...errors ?? []])
  const errors = Object.values(draft.shapes).filter(isError)
  const named = Object.entries(draft.shapes).filter(([, shape]) => isError(shape)).map(([name]): RawShape => ({ shape: name }))
  return [...roots.filter(root => root !== undefined), ...named as DraftShape[], ...Object.values(draft.shapes), ...errors]
}

function countUses(shape: DraftShape, uses: Map<string, number>): void {
  if (shape.shape !== undefined) uses.set(shape.shape, (uses.get(shape.shape) ?? 0) + 1)
  for (const child of childrenOf(shape)) countUses(child, uses)
}
