// COVERAGE.md says what the services' declarations say, and the page tells each kind of answer apart.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { coveragePath, coverageText } from '../tools/coverage.ts'
import { coveragePage } from '../tools/coverage/page.ts'

test('COVERAGE.md is what `npm run coverage` writes', async () => {
  const isCurrent = readFileSync(coveragePath, 'utf8') === await coverageText()
  assert.ok(isCurrent, 'COVERAGE.md is out of date: run `npm run coverage`')
})

test('a page has totals, labels with their operations, reasons, and the services without anything', () => {
  const page = coveragePage([
    { id: 'far', name: 'Far Away', operationCount: 1_200, category: 'Places', refused: { Road: 'nobody knows where it leads.' },
      examples: [7, 3] },
    { id: 'near', name: 'Near By', operationCount: 9, category: 'Places', product: 'Nearness', derived: { stores: 4,
      resources: ['Path'] } },
    {
      id: 'trees', name: 'Trees', operationCount: 5, types: 2,
      operations: [
        { operation: 'PlantTree', label: 'behaves', reason: 'Written by hand in services/trees.' },
        { operation: 'ListTrees', label: 'behaves', reason: 'Written by hand in services/trees.' },
        { operation: 'KeepLeaf', label: 'stores', reason: 'Derived from the model.' },
        { operation: 'FellTree', label: 'refuses', reason: `A tree ${'very '.repeat(40)}old must stand.` },
        { operation: 'ShakeTree', label: 'refuses', reason: 'Orrery does not answer trees ShakeTree yet.' },
      ],
    },
  ])
  for (const part of [
    '3 types of resources live here: 1 derived from the models of APIs, and 2 written.',
    '| all 3 services | 1,214 | 2 | 5 | 1,207 |', '| the 1 written | 5 | 2 | 1 | 2 |', '| the 1 derived | 9 | 0 | 4 | 5 |',
    '| near | Nearness | 9 | 0 | 4 | 5 | Path |', '| [trees](#trees) | Trees | 5 | 2 | 1 | 2 |  |',
      '| Places | 2 | 1,209 | 0 | 4 | 1,205 |',
    '**behaves** (2): PlantTree, ListTrees', '**stores** (1): KeepLeaf', '**not yet** (1): ShakeTree', '**refuses** (1), with its reason:',
    '- FellTree: A tree very', '| far | Far Away | 1,200 | 0 | 0 | 1,200 |  |', '| far | 7 | 3 |',
      '- far Road: nobody knows where it leads.',
  ]) assert.ok(page.includes(part), part)
  assert.deepEqual(page.split('\n').filter(line => line.length > 140 && !line.startsWith('|')), [])
})
