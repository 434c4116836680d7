// Templates of packs: parameters, references, functions, conditions; what is refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTemplate, TemplateProblem } from './pack-template.ts'

const rule = (properties: string,
  more = '') => `Resources:\n  R:\n    Type: AWS::Config::ConfigRule\n${more}    Properties: ${properties}\n`
const read = (text: string, given: Record<string, string> = {}) => readTemplate(text, given, { 'AWS::Region': 'us-east-1' })

test('references and functions are carried out', async () => {
  const parameters = 'Parameters: { A: { Type: String, Default: x }, B: { Type: String } }\n'
  const properties = '{ a: !Ref A, b: !Sub "${B}-${AWS::Region}", c: !Join [ ",", [ p, !Ref A ] ], d: !Ref "AWS::NoValue" }'
  const [made] = await read(`${parameters}${rule(properties)}`, { B: 'y' })
  assert.deepEqual(made, { name: 'R', type: 'AWS::Config::ConfigRule', properties: { a: 'x', b: 'y-us-east-1', c: 'p,x' } })
  const json = '{"Resources":{"R":{"Type":"AWS::Config::ConfigRule","Properties":{"a":{"Ref":"AWS::Region"}}}}}'
  assert.deepEqual((await read(json))[0]!.properties, { a: 'us-east-1' })
})

test('conditions of parameters', async () => {
  const head = 'Parameters: { A: { Type: String, Default: "" } }\nConditions: { given: !Not [ !Equals [ "", !Ref A ] ] }\n'
  const text = `${head}${rule('{}', '    Condition: given\n')}`
  assert.equal((await read(text)).length, 0)
  assert.equal((await read(text, { A: 'x' })).length, 1)
})

test('what is refused', async () => {
  const cases = [rule('{ a: !GetAtt R.Arn }'), rule('{ a: !If [ a, b, c ] }'), 'Resources: {}', '5', '{{', rule('{ a: !Ref None }'),
    'Resources: { B: { Type: AWS::S3::Bucket } }']
  for (const text of cases) await assert.rejects(read(text), TemplateProblem, text)
})
