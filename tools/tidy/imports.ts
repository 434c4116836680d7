// Which file may import which: the layers of ARCHITECTURE.md as a table, no cycles, no package that users would not get.
// It reads import, export-from, `import()` with a literal and `import('…')` types; a path computed at run time is not seen.

import { posix } from 'node:path'
import {
  isCallExpression, isExportDeclaration, isImportDeclaration, isImportTypeNode, isLiteralTypeNode, isStringLiteral, SyntaxKind, type Node,
} from 'typescript/unstable/ast'
import { isTestPath, type Project, type Source } from './project.ts'
import type { Rule, Violation } from './rule.ts'

/** `types`: only the compiler sees it. `lazy`: at run time, when the code gets there. */
type ImportKind = 'types' | 'values' | 'lazy'

interface Import {
  readonly specifier: string
  /** The file it means, for a relative specifier. */
  readonly target: string | undefined
  readonly kind: ImportKind
  readonly line: number
}

/** Which layers a layer may import, besides itself. `main` is the files directly in `src/`. */
const layers: Record<string, readonly string[]> = {
  std: [],
  model: ['std'],
  wire: ['std', 'model'],
  kernel: ['std', 'model', 'wire', 'generated types'],
  contract: ['std', 'model', 'wire', 'kernel', 'generated types'],
  engines: ['std'],
  services: ['std', 'generated types'],
  main: ['std', 'model', 'wire', 'kernel', 'contract', 'engines', 'services', 'generated types'],
  cli: ['std', 'main'],
  console: [],
  generated: [],
}

/** The only doors through which a service sees the layers below it. */
const serviceDoors = [/^src\/kernel\/service\.ts$/, /^src\/contract\/index\.ts$/, /^src\/engines\/([^/]+|[^/]+\/(face|index))\.ts$/]

const layerRule: Rule = {
  name: 'layer',
  instead: 'imports point one way, std ← model ← wire ← kernel ← contract ← services ← main: move the code to the layer that owns it, '
    + 'and let a service call another through call.to(…)',
  * check({ sources }) {
    for (const source of sources) {
      for (const { target, kind, line } of importsOf(source)) {
        const reason = target === undefined ? undefined : refusal(source, target, kind)
        if (reason !== undefined) yield { file: source.path, line, found: `${target}: ${reason}` }
      }
    }
  },
}

/** Why `source` may not import `target`; nothing when it may. */
function refusal(source: Source, target: string, kind: ImportKind): string | undefined {
  const [from, to] = [layerOf(source.path), layerOf(target)]
  if (isTestPath(target) && !source.isTest) return 'only tests import tests'
  if (isListOfServices(source.path)) return target.endsWith('/service.ts') ? undefined : 'the list of services imports manifests only'
  if (from === 'services' && to === 'services' && serviceOf(target) !== serviceOf(source.path)) return 'a service never imports another one'
  if (source.isTest || from === undefined) return undefined
  if (from === 'services') return refusalForService(source.path, target, kind)
  if (from === 'engines' && to === 'engines' && engineOf(target) !== engineOf(source.path)) return 'an engine never imports another one'
  if (from === to || (to !== undefined && layers[from]?.includes(to))) return undefined
  if (to === 'generated' && layers[from]?.includes('generated types')) return refusalOfValues(kind)
  return `${from} may not import ${to ?? 'what is no part of the product'}`
}

function refusalForService(path: string, target: string, kind: ImportKind): string | undefined {
  const to = layerOf(target)
  if (to === 'services' || to === 'std') return undefined
  if (/^src\/services\/[^/]+\/engine\//.test(path)) return 'the engine of a service imports std and its own files only'
  if (to === 'generated') return refusalOfValues(kind)
  // What is put right of a derivation is read before anything else is compiled.
  if (path.endsWith('/derived.ts') && target === 'src/model/derived.ts') return refusalOfValues(kind)
  if (serviceDoors.some(door => door.test(target))) return undefined
  return 'a service sees kernel/service.ts, contract/index.ts, faces of engines, std, its types and its own files'
}

/** Generated files hold types only: nothing of them is there at run time. */
function refusalOfValues(kind: ImportKind): string | undefined {
  return kind === 'types' ? undefined : 'generated types are imported with `import type`'
}

/** What each file imports. */
type Graph = ReadonlyMap<string, readonly Import[]>

const cycleRule: Rule = {
  name: 'cycle',
  instead: 'move what both files need into a third one below them',
  * check({ sources }) {
    const graph = new Map(sources.map(source => [source.path, importsOf(source).filter(({ kind }) => kind === 'values')]))
    const finished = new Set<string>()
    for (const path of graph.keys()) yield* cyclesFrom(path, graph, [], finished)
  },
}

/** Walks the imports in depth; meeting a file that is on the way already closes a cycle. Each cycle is told once. */
function* cyclesFrom(path: string, graph: Graph, way: readonly string[], finished: Set<string>): Iterable<Violation> {
  for (const { target, line } of finished.has(path) ? [] : graph.get(path) ?? []) {
    if (target === undefined) continue
    const trail = [...way, path]
    const isClosed = trail.includes(target)
    if (isClosed) yield { file: path, line, found: [...trail.slice(trail.indexOf(target)), target].join(' → ') }
    else yield* cyclesFrom(target, graph, trail, finished)
  }
  finished.add(path)
}

const dependencyRule: Rule = {
  name: 'dependency',
  instead: 'what runs at the user\'s imports `node:…` and the dependencies of package.json; devDependencies only build and test',
  * check(project) {
    const allowed = dependenciesOf(project)
    for (const source of project.sources.filter(({ path, isTest }) => /^(src|cli)\//.test(path) && !isTest)) {
      for (const { specifier, kind, line } of importsOf(source)) {
        const name = specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
        if (/^(node:|\.)/.test(specifier) || kind === 'types' || allowed.has(name)) continue
        yield { file: source.path, line, found: `package '${name}'` }
      }
    }
  },
}

function dependenciesOf({ files }: Project): Set<string> {
  const manifest = JSON.parse(files.get('package.json') ?? '{}') as Record<string, Record<string, string> | undefined>
  return new Set(['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap(kind => Object.keys(manifest[kind] ?? {})))
}

function importsOf(source: Source): Import[] {
  return source.nodes.flatMap(node => {
    const { kind, at } = importIn(node) ?? {}
    if (kind === undefined || at === undefined || !isStringLiteral(at)) return []
    const target = at.text.startsWith('.') ? posix.join(posix.dirname(source.path), at.text) : undefined
    return [{ specifier: at.text, target, kind, line: source.lineOf(at) }]
  })
}

function importIn(node: Node): { kind: ImportKind, at: Node | undefined } | undefined {
  if (isImportDeclaration(node)) {
    const isTypes = node.importClause?.phaseModifier === SyntaxKind.TypeKeyword
    return { kind: isTypes ? 'types' : 'values', at: node.moduleSpecifier }
  }
  if (isExportDeclaration(node)) return { kind: node.isTypeOnly ? 'types' : 'values', at: node.moduleSpecifier }
  if (isImportTypeNode(node)) return { kind: 'types', at: isLiteralTypeNode(node.argument) ? node.argument.literal : undefined }
  if (isCallExpression(node) && node.expression.kind === SyntaxKind.ImportKeyword) return { kind: 'lazy', at: node.arguments[0] }
  return undefined
}

/** `src/wire/xml.ts` → wire; `src/main.ts` → main; undefined for tests, tools and benchmarks, which may import anything. */
function layerOf(path: string): string | undefined {
  const [top = '', room = ''] = path.split('/')
  const layer = top !== 'src' ? top : room.includes('.') ? 'main' : room
  return Object.hasOwn(layers, layer) ? layer : undefined
}

function serviceOf(path: string): string | undefined {
  return /^src\/services\/([^/]+)\//.exec(path)?.[1]
}

/** A file directly in `services/`: it belongs to none of them. */
function isListOfServices(path: string): boolean {
  return /^src\/services\/[^/]+\.ts$/.test(path)
}

function engineOf(path: string): string | undefined {
  return /^src\/engines\/([^/]+?)(\.ts$|\/)/.exec(path)?.[1]
}

export const importRules: readonly Rule[] = [layerRule, cycleRule, dependencyRule]
