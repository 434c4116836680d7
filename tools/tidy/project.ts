// What the rules of tidy look at: the project's files as text, and its code as syntax trees. It judges nothing.
// The trees come from the compiler itself (TypeScript's JavaScript interface, which its package calls unstable; the version is pinned),
// so that no rule guesses at strings, comments or braces. Invariant: paths are relative to the root, with '/'.

import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SyntaxKind, type Node, type SourceFile } from 'typescript/unstable/ast'
import { createVirtualFileSystem } from 'typescript/unstable/fs'
import { API } from 'typescript/unstable/sync'

export interface Comment { readonly start: number, readonly text: string }

/** One file of code, parsed. */
export interface Source {
  readonly path: string
  readonly lines: readonly string[]
  readonly tree: SourceFile
  /** Every node of the tree, outer ones first. */
  readonly nodes: readonly Node[]
  readonly comments: readonly Comment[]
  /** A test, or a part of one. */
  readonly isTest: boolean
  /** 1-based line of a position, or of a node's first character. */
  lineOf(place: number | Node): number
}

export interface Project {
  /** Every text file that is tracked or would be, by path. */
  readonly files: ReadonlyMap<string, string>
  readonly sources: readonly Source[]
}

/** Reads the files that git tracks or would track at the next `git add`; in an unpacked archive, those that .gitignore leaves. */
export function readProject(root: string): Project {
  const paths = existsSync(join(root, '.git')) ? pathsOfGit(root) : pathsUnder(root, ignoredNames(root))
  const files = paths.map(path => [path, readFileSync(join(root, path))] as const)
  const texts = files.filter(([, bytes]) => !bytes.includes(0)).map(([path, bytes]) => [path, bytes.toString('utf8')] as const)
  return projectOf(new Map(texts))
}

/** Files that were deleted but are still in git's index are left out. */
function pathsOfGit(root: string): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  return listed.split('\0').filter(path => path !== '' && existsSync(join(root, path)))
}

/** Tests, and what only they use: all under `tests/`, and `x.test.ts` and `x.fixture.ts` beside other files. */
export function isTestPath(path: string): boolean {
  return path.startsWith('tests/') || /\.(test|fixture)\.ts$/.test(path)
}

/** Our .gitignore names folders, as `dist/`, and endings, as `*.log`. */
function ignoredNames(root: string): string[] {
  return readFileSync(join(root, '.gitignore'), 'utf8').split('\n').map(line => line.replace(/^\*|\/$/g, '')).filter(name => name !== '')
}

function pathsUnder(folder: string, ignored: readonly string[], prefix = ''): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const { name } = entry
    if (ignored.some(end => name === end || (end.startsWith('.') && name.endsWith(end)))) return []
    return entry.isDirectory() ? pathsUnder(join(folder, name), ignored, `${prefix}${name}/`) : [prefix + name]
  })
}

/** A project of the given files, whether they lie on a disk or in a test. */
export function projectOf(files: ReadonlyMap<string, string>): Project {
  return { files, sources: parse(codeIn(files)) }
}

/** Several projects at once: the compiler starts only once. */
export function projectsOf(sets: ReadonlyArray<ReadonlyMap<string, string>>): Project[] {
  const placed = sets.flatMap((files, index) => codeIn(files).map(([path, text]) => [`${index}/${path}`, text] as const))
  const sources = parse(placed, path => path.slice(path.indexOf('/') + 1))
  const counts = sets.map(files => codeIn(files).length)
  return sets.map((files, index) => ({ files, sources: sources.splice(0, counts[index]) }))
}

type Code = ReadonlyArray<readonly [path: string, text: string]>

function codeIn(files: ReadonlyMap<string, string>): Code {
  return [...files].filter(([path]) => /\.(ts|mjs)$/.test(path) && !path.endsWith('.d.ts'))
}

/**
 * Parses without resolving imports or loading libraries: the compiler sees a disk that holds only these files.
 * @param nameOf the path that the rules shall see
 */
function parse(code: Code, nameOf = (path: string): string => path): Source[] {
  const config = '/tidy/tsconfig.json'
  const place = (path: string): string => `/tidy/${path}`
  const settings = { compilerOptions: { noLib: true, noResolve: true, allowJs: true, types: [] }, files: code.map(([path]) => place(path)) }
  const disk = Object.fromEntries([[config, JSON.stringify(settings)], ...code.map(([path, text]) => [place(path), text])])
  const api = new API({ cwd: '/tidy', fs: createVirtualFileSystem(disk) })
  try {
    const program = api.updateSnapshot({ openProjects: [config] }).getProject(config)?.program
    return code.map(([path, text]) => {
      const tree = program?.getSourceFile(place(path))
      if (tree === undefined) throw new Error(`The compiler did not parse ${path}.`)
      return sourceOf(nameOf(path), text, tree)
    })
  } finally {
    api.close()
  }
}

function sourceOf(path: string, text: string, tree: SourceFile): Source {
  const nodes = nodesUnder(tree)
  return {
    path, tree, nodes,
    lines: text.split('\n'),
    comments: commentsOf(text, nodes),
    isTest: isTestPath(path),
    lineOf: where => tree.getLineAndCharacterOfPosition(typeof where === 'number' ? where : where.getStart(tree)).line + 1,
  }
}

function nodesUnder(root: Node): Node[] {
  const nodes = [root]
  root.forEachChild(child => { nodes.push(...nodesUnder(child)) })
  return nodes
}

const literalKinds = new Set([
  SyntaxKind.StringLiteral, SyntaxKind.NoSubstitutionTemplateLiteral, SyntaxKind.RegularExpressionLiteral,
  SyntaxKind.TemplateHead, SyntaxKind.TemplateMiddle, SyntaxKind.TemplateTail,
])

/** Comments are no nodes: they are the `//` and `/*` that stand in no literal. */
function commentsOf(text: string, nodes: readonly Node[]): Comment[] {
  const endOfLiteralAt = new Map(nodes.filter(({ kind }) => literalKinds.has(kind)).map(node => [node.getStart(), node.end]))
  const comments: Comment[] = []
  for (let at = 0; at < text.length;) {
    const end = endOfLiteralAt.get(at) ?? endOfComment(text, at)
    if (end === undefined) {
      at += 1
    } else {
      if (!endOfLiteralAt.has(at)) comments.push({ start: at, text: text.slice(at, end) })
      at = end
    }
  }
  return comments
}

function endOfComment(text: string, at: number): number | undefined {
  if (text.startsWith('//', at)) return endOr(text, text.indexOf('\n', at))
  if (text.startsWith('/*', at)) return endOr(text, text.indexOf('*/', at) + 2)
  return undefined
}

function endOr(text: string, end: number): number {
  return end < 2 ? text.length : end
}
