// Receipt rules: kept in order in a set, one set of which may be active. No mail comes in from outside, so none of them is ever carried
// out.

import type { Ses } from '../../../generated/aws/ses.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

type Rule = Parameters<Ses['CreateReceiptRule']>[0]['Rule']

interface RuleSet { readonly name: string, readonly createdAt: number, readonly isActive: boolean, readonly rules: readonly Rule[] }

const RuleSets = records<RuleSet>({ name: 'ReceiptRuleSet', key: 'name' })

/** @throws RuleSetDoesNotExist */
function setOf(name: string, call: Call): RuleSet {
  const set = call.of(RuleSets).get(name)
  if (set === undefined) throw call.fault('RuleSetDoesNotExistException', `Rule set does not exist: ${name}`)
  return set
}

/** @throws RuleDoesNotExist */
function placeOf({ rules }: RuleSet, name: string, call: Call): number {
  const at = rules.findIndex(rule => rule.Name === name)
  if (at === -1) throw call.fault('RuleDoesNotExistException', `Rule does not exist: ${name}`)
  return at
}

/** A copy with the rule after another one, or first. */
function placed(set: RuleSet, rule: Rule, after: string | undefined, call: Call): RuleSet {
  const at = after === undefined || after === '' ? 0 : placeOf(set, after, call) + 1
  return { ...set, rules: set.rules.toSpliced(at, 0, rule) }
}

/** What a rule has where it does not say (ReceiptRule, API reference). */
function whole(rule: Rule): Rule {
  return { Enabled: false, TlsPolicy: 'Optional', ScanEnabled: false, ...rule }
}

function create(name: string, rules: readonly Rule[], call: Call): void {
  if (call.of(RuleSets).get(name) !== undefined) throw call.fault('AlreadyExistsException', `Rule set already exists: ${name}`)
  call.of(RuleSets).put({ name, createdAt: call.now(), isActive: false, rules })
}

export const CreateReceiptRuleSet: Ses['CreateReceiptRuleSet'] = ({ RuleSetName: name }, call) => {
  create(name, [], call)
  return {}
}

export const CloneReceiptRuleSet: Ses['CloneReceiptRuleSet'] = ({ RuleSetName: name, OriginalRuleSetName: original }, call) => {
  create(name, setOf(original, call).rules, call)
  return {}
}

/** The active one cannot be deleted; one that is not there is no error. */
export const DeleteReceiptRuleSet: Ses['DeleteReceiptRuleSet'] = ({ RuleSetName: name }, call) => {
  if (call.of(RuleSets).get(name)?.isActive === true) {
    throw call.fault('CannotDeleteException', `Cannot delete active rule set: ${name}`)
  }
  call.of(RuleSets).delete(name)
  return {}
}

export const ListReceiptRuleSets: Ses['ListReceiptRuleSets'] = (_input, call) =>
  ({ RuleSets: [...call.of(RuleSets).scan()].map(metadataOf) })

export const DescribeReceiptRuleSet: Ses['DescribeReceiptRuleSet'] = ({ RuleSetName: name }, call) => {
  const set = setOf(name, call)
  return { Metadata: metadataOf(set), Rules: [...set.rules] }
}

/** Without a name, none is active. */
export const SetActiveReceiptRuleSet: Ses['SetActiveReceiptRuleSet'] = ({ RuleSetName: name }, call) => {
  if (name !== undefined) setOf(name, call)
  for (const set of [...call.of(RuleSets).scan()]) {
    if (set.isActive !== (set.name === name)) call.of(RuleSets).put({ ...set, isActive: set.name === name })
  }
  return {}
}

export const DescribeActiveReceiptRuleSet: Ses['DescribeActiveReceiptRuleSet'] = (_input, call) => {
  const active = [...call.of(RuleSets).scan()].find(({ isActive }) => isActive)
  return active === undefined ? {} : { Metadata: metadataOf(active), Rules: [...active.rules] }
}

/** The order must name each rule once. */
export const ReorderReceiptRuleSet: Ses['ReorderReceiptRuleSet'] = ({ RuleSetName: name, RuleNames: order }, call) => {
  const set = setOf(name, call)
  const rules = order.map(each => set.rules[placeOf(set, each, call)]!)
  if (new Set(order).size !== set.rules.length) {
    throw call.fault('RuleDoesNotExistException', 'The order must name each rule of the set once.')
  }
  call.of(RuleSets).put({ ...set, rules })
  return {}
}

export const CreateReceiptRule: Ses['CreateReceiptRule'] = ({ RuleSetName: name, Rule: rule, After: after }, call) => {
  const set = setOf(name, call)
  if (set.rules.some(each => each.Name === rule.Name)) throw call.fault('AlreadyExistsException', `Rule already exists: ${rule.Name}`)
  call.of(RuleSets).put(placed(set, whole(rule), after, call))
  return {}
}

export const DescribeReceiptRule: Ses['DescribeReceiptRule'] = ({ RuleSetName: name, RuleName: rule }, call) => {
  const set = setOf(name, call)
  return { Rule: set.rules[placeOf(set, rule, call)]! }
}

export const UpdateReceiptRule: Ses['UpdateReceiptRule'] = ({ RuleSetName: name, Rule: rule }, call) => {
  const set = setOf(name, call)
  call.of(RuleSets).put({ ...set, rules: set.rules.with(placeOf(set, rule.Name, call), whole(rule)) })
  return {}
}

export const SetReceiptRulePosition: Ses['SetReceiptRulePosition'] = ({ RuleSetName: name, RuleName: rule, After: after }, call) => {
  const set = setOf(name, call)
  const at = placeOf(set, rule, call)
  call.of(RuleSets).put(placed({ ...set, rules: set.rules.toSpliced(at, 1) }, set.rules[at]!, after, call))
  return {}
}

/** One that is not there is no error. */
export const DeleteReceiptRule: Ses['DeleteReceiptRule'] = ({ RuleSetName: name, RuleName: rule }, call) => {
  const set = setOf(name, call)
  call.of(RuleSets).put({ ...set, rules: set.rules.filter(each => each.Name !== rule) })
  return {}
}

function metadataOf({ name, createdAt }: RuleSet) {
  return { Name: name, CreatedTimestamp: createdAt }
}
