// Runs every test that needs only Node: `npm test`. Words after `--` choose files by part of their path: `npm test -- sqs std/key`.
// Tests that drive other clients have their own command, `npm run test:clients`. Building is prepare.mjs's task, done before.

import { root, runTests, testFilesIn } from './test-runner.mjs'

const words = process.argv.slice(2)
const files = testFilesIn('dist', ['dist/tests/clients'])
const chosen = files.filter(file => words.length === 0 || words.some(word => file.slice(root.length).includes(word)))

if (files.length === 0) console.error('No test was found in dist/: run `npm run build`.')
else if (chosen.length === 0) console.error(`No test file's path contains ${words.join(' or ')}.`)
process.exitCode = await runTests(chosen) ? 0 : 1
