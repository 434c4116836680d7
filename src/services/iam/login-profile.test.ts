// Passwords are judged by the account's policy, the default one or its own, and are not reused where that forbids it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, allow, fresh, policy, refused } from './account.fixture.ts'

const UserName = 'alice'
const nonconforming = 'Password does not conform to the account password policy.'

test('a password conforms to the policy', async t => {
  const { iam } = await fresh(t)
  await iam.createUser({ UserName })
  const create = (Password: string) => iam.createLoginProfile({ UserName, Password, PasswordResetRequired: true })
  for (const password of ['Ab1', 'abcdefgh', 'abcdefg1']) await refused(create(password), 'PasswordPolicyViolation', nonconforming)
  await iam.updateAccountPasswordPolicy({ MinimumPasswordLength: 6, RequireSymbols: true })
  await refused(create('abcdef'), 'PasswordPolicyViolation', nonconforming)
  const { LoginProfile: made } = await create('abcde!')
  assert.deepEqual([made!.UserName, made!.PasswordResetRequired], [UserName, true])
  await refused(create('abcde!'), 'EntityAlreadyExists', 'Login Profile for user alice already exists.')
  await iam.updateLoginProfile({ UserName, PasswordResetRequired: false })
  assert.equal((await iam.getLoginProfile({ UserName })).LoginProfile!.PasswordResetRequired, false)
  await iam.deleteLoginProfile({ UserName })
  await refused(iam.getLoginProfile({ UserName }), 'NoSuchEntity', 'Login Profile for User alice cannot be found.')
})

test('a user changes his own', async t => {
  const { iam, asUser } = await fresh(t)
  await iam.createUser({ UserName })
  await iam.updateAccountPasswordPolicy({ PasswordReusePrevention: 2 })
  await iam.createLoginProfile({ UserName, Password: 'first-1' })
  await iam.putUserPolicy({ UserName, PolicyName: 'p', PolicyDocument: policy(allow('iam:ChangePassword')) })
  const alice = await asUser(UserName)
  const change = (OldPassword: string, NewPassword: string) => alice.iam.changePassword({ OldPassword, NewPassword })
  await refused(change('wrong', 'second-2'), 'AccessDenied', 'The old password was incorrect.')
  await change('first-1', 'second-2')
  await refused(change('second-2', 'first-1'), 'PasswordPolicyViolation', nonconforming)
  await change('second-2', 'third-3')
  await change('third-3', 'first-1')
})

test('the account\'s policy', async t => {
  const { iam } = await fresh(t)
  await refused(iam.getAccountPasswordPolicy({}), 'NoSuchEntity', `The Password Policy with domain name ${account} cannot be found.`)
  await iam.updateAccountPasswordPolicy({ MinimumPasswordLength: 12, MaxPasswordAge: 90 })
  const { PasswordPolicy: shown } = await iam.getAccountPasswordPolicy({})
  assert.deepEqual([shown!.MinimumPasswordLength, shown!.RequireNumbers, shown!.ExpirePasswords, shown!.MaxPasswordAge],
    [12, false, true, 90])
  await iam.deleteAccountPasswordPolicy({})
  await refused(iam.deleteAccountPasswordPolicy({}), 'NoSuchEntity', /cannot be found/)
})
