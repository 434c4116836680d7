// What files, folders and exported things may be called. Words that fit every file say nothing about this one.
// AWS's own nouns keep their words inside the service that owns them (`capacity-provider.ts`, `SecretsManager`).

import { isIdentifier, isStringLiteral, isVariableStatement, SyntaxKind, type Node } from 'typescript/unstable/ast'
import type { Project, Source } from './project.ts'
import { sourceRule, type Rule } from './rule.ts'

const emptyWords = new Set(['util', 'helper', 'common', 'misc', 'manager', 'base', 'impl', 'factory', 'provider', 'fake', 'mock'])
const wordsOfAws = new Set(['common', 'manager', 'base', 'provider'])

/** Ids of services that are also plain words or a protocol's name, and so may be names of anything. */
const plainWords = new Set([
  'account', 'backup', 'batch', 'budgets', 'config', 'connect', 'ec2', 'events', 'health', 'iam', 'location', 'logs',
  'organizations', 'pipes', 'pricing', 'scheduler', 'schemas', 'signer', 'support', 'tagging', 'transfer',
])

const kebabCase = /^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*(\.(test|fixture|d))?\.[a-z]+$/

const fileNameRule: Rule = {
  name: 'file-name',
  instead: 'files and folders of code are kebab-case nouns: `access-key.ts`, `access-key.test.ts`',
  * check({ files }) {
    for (const path of codePaths(files)) {
      if (!kebabCase.test(path)) yield { file: path, line: 1, found: 'a name that is not kebab-case' }
    }
  },
}

const wordRule: Rule = {
  name: 'word',
  instead: 'name the thing for what it is; a file that has no better name than this is two files, or belongs beside its only user',
  * check({ files, sources }) {
    for (const path of codePaths(files)) {
      const word = emptyWordIn(path.replace(/\.[a-z.]+$/, '').split(/[/-]/), path)
      if (word !== undefined) yield { file: path, line: 1, found: `'${word}' in the path` }
    }
    for (const source of sources) {
      for (const { name, node } of exportsOf(source)) {
        const word = emptyWordIn(wordsOf(name), source.path)
        if (word !== undefined) yield { file: source.path, line: source.lineOf(node), found: `'${word}' in the exported name ${name}` }
      }
    }
  },
}

const interfacePrefixRule = sourceRule('interface-prefix', 'an interface is named like any noun, without a prefix', function* (source) {
  for (const node of source.nodes) {
    const name = node.kind === SyntaxKind.InterfaceDeclaration ? nameOf(node) : undefined
    if (name !== undefined && /^I[A-Z][a-z]/.test(name)) yield { file: source.path, line: source.lineOf(node), found: name }
  }
})

const serviceNameRule: Rule = {
  name: 'service-name',
  instead: 'the layers under the services name none of them: let the service declare what is particular to it, and read the declaration',
  * check({ files, sources }) {
    const written = /^src\/services\/([^/]+)\/(?:service\.ts|README\.md)$/
    const services = new Set([...files.keys()].flatMap(path => written.exec(path)?.[1] ?? []))
    for (const source of sources.filter(({ path, isTest }) => /^src\/(std|wire|kernel)\//.test(path) && !isTest)) {
      for (const node of source.nodes) {
        const found = serviceNamed(node, services)
        if (found !== undefined) yield { file: source.path, line: source.lineOf(node), found }
      }
    }
  },
}

/** A literal that is a service's id, or a name declared here that contains one as a word. */
function serviceNamed(node: Node, services: ReadonlySet<string>): string | undefined {
  if (isStringLiteral(node)) return services.has(node.text) && !plainWords.has(node.text) ? `the literal '${node.text}'` : undefined
  const name = declaring.has(node.kind) ? nameOf(node) : undefined
  const word = name === undefined ? undefined : wordsOf(name).find(word => services.has(word) && !plainWords.has(word))
  return word === undefined ? undefined : `'${word}' in the name ${name}`
}

const declaring = new Set([
  SyntaxKind.VariableDeclaration, SyntaxKind.FunctionDeclaration, SyntaxKind.ClassDeclaration, SyntaxKind.InterfaceDeclaration,
  SyntaxKind.TypeAliasDeclaration, SyntaxKind.MethodDeclaration, SyntaxKind.PropertyDeclaration, SyntaxKind.PropertySignature,
  SyntaxKind.Parameter,
])

/** What a file exports by declaring it. A name that is passed on was judged where it was declared. */
function* exportsOf(source: Source): Iterable<{ name: string, node: Node }> {
  for (const statement of source.tree.statements) {
    const modifiers = 'modifiers' in statement ? statement.modifiers as readonly Node[] | undefined : undefined
    if (!modifiers?.some(({ kind }) => kind === SyntaxKind.ExportKeyword)) continue
    for (const node of isVariableStatement(statement) ? statement.declarationList.declarations : [statement]) {
      const name = nameOf(node)
      if (name !== undefined) yield { name, node }
    }
  }
}

function nameOf(node: Node): string | undefined {
  const name = (node as { readonly name?: Node }).name
  return name !== undefined && isIdentifier(name) ? name.text : undefined
}

/** `describeDBInstances` → describe, db, instances; `sqs2` → sqs2. */
function wordsOf(name: string): string[] {
  return (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+|[0-9]+/g) ?? []).map(word => word.toLowerCase())
}

function emptyWordIn(words: readonly string[], path: string): string | undefined {
  return words.find(word => {
    const singular = word.replace(/s$/, '')
    const stem = emptyWords.has(word) ? word : singular
    return emptyWords.has(stem) && !(path.startsWith('src/services/') && wordsOfAws.has(stem))
  })
}

function codePaths(files: Project['files']): string[] {
  return [...files.keys()].filter(path => /^(src|cli|tests|tools|bench)\//.test(path) && /\.(ts|mjs|tsv|json)$/.test(path))
}

export const nameRules: readonly Rule[] = [fileNameRule, wordRule, interfacePrefixRule, serviceNameRule]

