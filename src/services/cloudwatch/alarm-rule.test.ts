// Rules by the documentation's examples, and random ones against JavaScript's own operators.
// Source: PutCompositeAlarm, CloudWatch API Reference; "Creating a composite alarm", User Guide.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readAlarmRule } from './alarm-rule.ts'

const states: Readonly<Record<string,
  string>> = { 'a': 'ALARM', 'b c': 'OK', 'd': 'INSUFFICIENT_DATA', 'arn:aws:cloudwatch:x:1:alarm:e': 'ALARM' }

function holds(text: string): boolean | string {
  const rule = readAlarmRule(text)
  return typeof rule === 'string' ? rule : rule.holds(name => states[name])
}

const rows: readonly (readonly [rule: string, holds: boolean])[] = [
  ['ALARM(a) AND ALARM(b c)', false], ['ALARM("a") AND NOT ALARM("b c")', true], ['(ALARM(a) OR ALARM("b c")) AND OK(d)', false],
  ['INSUFFICIENT_DATA(d)', true], ['TRUE', true], ['False', false], ['NOT (TRUE AND FALSE)', true], ['OK(b c) OR FALSE AND FALSE', true],
  ['ALARM(arn:aws:cloudwatch:x:1:alarm:e)', true], ['NOT NOT ALARM(a)', true], ['ALARM(none)', false], ['ALARM ( "a" )OR(FALSE)', true],
  ['AT_LEAST(2, ALARM, (a, b c, arn:aws:cloudwatch:x:1:alarm:e))', true], ['AT_LEAST(3, ALARM, (a, b c, d))', false],
  ['AT_LEAST(50%, OK, (a, "b c"))', true], ['AT_LEAST(2, NOT ALARM, (a, b c, d))', true],
]
for (const [rule, expected] of rows) test(rule, () => { assert.equal(holds(rule), expected) })

test('what is no rule', () => {
  for (const text of ['ALARM', 'ALARM()', 'ALARM(a', 'a', 'ALARM(a) AND', 'ALARM(a) ALARM(a)', 'NOT', '(TRUE', 'BAD(a)',
    'AT_LEAST(2, ALARM, a)',
    `ALARM(a)${' OR TRUE'.repeat(500)}`, Array.from({ length: 101 }, (_, i) => `ALARM(a${i})`).join(' OR ')]) {
    assert.match(String(holds(text)), /^AlarmRule /, text)
  }
})

test('a thousand random rules', () => {
  let state = 3
  const roll = (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor(state / 65_536) % sides
  }
  const made = (depth: number): readonly [text: string, value: boolean] => {
    if (depth === 0) return [['ALARM(a)', true], ['ALARM("b c")', false], ['OK(b c)', true], ['TRUE', true],
      ['FALSE', false]][roll(5)] as [string, boolean]
    const [one, other] = [made(depth - 1), made(depth - 1)]
    if (roll(4) === 0) return [`NOT (${one[0]})`, !one[1]]
    return roll(2) === 0 ? [`(${one[0]}) AND (${other[0]})`, one[1] && other[1]] : [`(${one[0]} OR ${other[0]})`, one[1] || other[1]]
  }
  for (let i = 0; i < 1000; i += 1) {
    const [text, value] = made(3)
    assert.equal(holds(text), value, text)
  }
})
