// The tree of units.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountMade, fresh, organized } from './account.fixture.ts'

test('units are made, renamed, listed and removed when they are empty; names are unique under a parent', async t => {
  const all = await fresh(t)
  const { organizations } = all
  const root = await organized(all)
  const make = async (parent: string, name: string) =>
    (await organizations.createOrganizationalUnit({ ParentId: parent, Name: name, Tags: [{ Key: 'k', Value: name }] })).OrganizationalUnit!
  const outer = await make(root, 'outer')
  assert.match(outer.Id!, new RegExp(`^ou-${root.slice(2)}-[a-z0-9]{8}$`))
  const inner = await make(outer.Id!, 'inner')
  await assert.rejects(make(outer.Id!, 'inner'), { name: 'DuplicateOrganizationalUnitException' })
  await assert.rejects(make('ou-abcd-12345678', 'x'), { name: 'ParentNotFoundException' })
  assert.deepEqual((await organizations.listTagsForResource({ ResourceId: inner.Id! })).Tags, [{ Key: 'k', Value: 'inner' }])
  const renamed = await organizations.updateOrganizationalUnit({ OrganizationalUnitId: inner.Id!, Name: 'within' })
  assert.equal(renamed.OrganizationalUnit!.Name, 'within')
  assert.deepEqual((await organizations.listChildren({ ParentId: outer.Id!, ChildType: 'ORGANIZATIONAL_UNIT' })).Children,
    [{ Id: inner.Id, Type: 'ORGANIZATIONAL_UNIT' }])
  await assert.rejects(organizations.deleteOrganizationalUnit({ OrganizationalUnitId: outer.Id! }),
    { name: 'OrganizationalUnitNotEmptyException' })
  await organizations.deleteOrganizationalUnit({ OrganizationalUnitId: inner.Id! })
  await organizations.deleteOrganizationalUnit({ OrganizationalUnitId: outer.Id! })
  assert.deepEqual((await organizations.listOrganizationalUnitsForParent({ ParentId: root })).OrganizationalUnits, [])
})

test('the tree is five units deep at most', async t => {
  const all = await fresh(t)
  let parent = await organized(all)
  for (let depth = 1; depth <= 5; depth += 1) {
    parent = (await all.organizations.createOrganizationalUnit({ ParentId: parent, Name: `level ${depth}` })).OrganizationalUnit!.Id!
  }
  await assert.rejects(all.organizations.createOrganizationalUnit({ ParentId: parent, Name: 'level 6' }),
    { name: 'ConstraintViolationException' })
})

test('pages of accounts are of the size asked for', async t => {
  const all = await fresh(t)
  await organized(all)
  for (const name of ['a', 'b', 'c']) await accountMade(all, name)
  const seen: string[] = []
  for (let token: string | undefined, more = true; more;) {
    const page = await all.organizations.listAccounts({ MaxResults: 2, NextToken: token })
    seen.push(...page.Accounts!.map(({ Id }) => Id!))
    token = page.NextToken
    more = token !== undefined
  }
  assert.equal(new Set(seen).size, 4)
})
