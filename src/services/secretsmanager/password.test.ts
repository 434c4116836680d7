// Random passwords keep their rules.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('passwords of every rule', async t => {
  const { secrets } = await freshAccount(t)
  const password = async (input: Parameters<typeof secrets.getRandomPassword>[0]) =>
    (await secrets.getRandomPassword(input)).RandomPassword!
  for (let i = 0; i < 20; i += 1) {
    const usual = await password({})
    assert.equal(usual.length, 32)
    for (const kind of [/[A-Z]/, /[a-z]/, /\d/, /[!-/:-@[-`{-~]/]) assert.match(usual, kind)
    assert.match(await password({ ExcludePunctuation: true, ExcludeUppercase: true, PasswordLength: 8 }), /^[a-z0-9]{8}$/)
    assert.match(await password({ ExcludeCharacters: 'abcdef', ExcludePunctuation: true }), /^[^abcdef]{32}$/)
    assert.match(await password({ IncludeSpace: true, PasswordLength: 5 }), / /)
  }
  const digits = { ExcludePunctuation: true, ExcludeUppercase: true, ExcludeLowercase: true }
  assert.match(await password({ ...digits, RequireEachIncludedType: false, PasswordLength: 1 }), /^\d$/)
  await refused(password({ PasswordLength: 3 }), 'InvalidParameterException', /too short/)
  await refused(password({ ...digits, ExcludeNumbers: true }), 'InvalidParameterException')
  await refused(password({ ExcludeCharacters: '0123456789' }), 'InvalidParameterException')
})
