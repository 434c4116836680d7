// Calls that have a better door: time, chance, ARNs, the environment, the terminal. Each rule names the door.
// They judge the code that runs at the user's; tests, tools and benchmarks are free. Files that are the door are named here, beside
// their rule: they are no exceptions.

import {
  isCallExpression, isIdentifier, isNewExpression, isNoSubstitutionTemplateLiteral, isPropertyAccessExpression, isStringLiteral,
  isTemplateHead, type Node,
} from 'typescript/unstable/ast'
import { nodeRule, type Rule } from './rule.ts'

/** Where the clouds are made and get the machine's clock and chance. */
const roots = /^(cli\/|src\/(main|index|kernel\/cloud)\.ts$)/
const terminals = /^(cli\/|src\/main\.ts$)/

/** A rule for the code that runs at the user's, in all files but its doors. */
function callRule(name: string, doors: readonly RegExp[], instead: string, find: (node: Node) => string | undefined): Rule {
  return nodeRule(name, instead, (node, { path, isTest }) => {
    const applies = /^(src|cli)\//.test(path) && !isTest && !doors.some(door => door.test(path))
    return applies ? find(node) : undefined
  })
}

const clockDoor = /^src\/kernel\/clock(\.ts$|\/)/

const clock = callRule('clock', [roots, clockDoor], 'ask the virtual clock: call.now() in a service, Clock elsewhere', node => {
  if (isMember(node, 'Date', 'now')) return 'Date.now'
  if (isNewExpression(node) && isNamed(node.expression, 'Date') && !node.arguments?.length) return 'new Date()'
  return isCallExpression(node) && isNamed(node.expression, 'Date') ? 'Date()' : undefined
})

const timer = callRule('timer', [/^(cli|src\/(std|model|wire|kernel|engines))\//, /^src\/[^/]+\.ts$/],
  'what the model waits for is stored, and fired by the virtual clock; only sockets and processes are timed by the wall',
  node => isCallExpression(node) && isNamed(node.expression, 'setTimeout', 'setInterval') ? node.expression.getText() : undefined)

const randomDoor = /^src\/kernel\/random(\.ts$|\/)/

const chance = callRule('chance', [roots, randomDoor], 'ask the seeded source: call.random() in a service, Random elsewhere',
  node => isMember(node, 'Math', 'random') ? 'Math.random' : undefined)

const arn = callRule('arn', [], 'declare a template, \'arn:{partition}:…\', and let the resource make and match it', node =>
  isLiteral(node) && node.text.startsWith('arn:') && !node.text.startsWith('arn:{') ? `the literal '${node.text}'` : undefined)

const environment = callRule('environment', [terminals], 'settings come in through main and the command line; pass the value down',
  node => isMember(node, 'process', 'env') ? 'process.env' : undefined)

const terminal = callRule('console', [terminals], 'write a line of the journal, or throw; only main and the command line print',
  node => isPropertyAccessExpression(node) && isNamed(node.expression, 'console') ? node.getText() : undefined)

function isMember(node: Node, object: string, member: string): boolean {
  return isPropertyAccessExpression(node) && isNamed(node.expression, object) && node.name.text === member
}

function isNamed(node: Node, ...names: readonly string[]): boolean {
  return isIdentifier(node) && names.includes(node.text)
}

function isLiteral(node: Node): node is Node & { readonly text: string } {
  return isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node) || isTemplateHead(node)
}

export const callRules: readonly Rule[] = [clock, timer, chance, arn, environment, terminal]
