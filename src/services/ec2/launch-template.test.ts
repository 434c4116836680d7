// Launch templates: versions, the default one, names.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('a template grows versions, each on another\'s ground', async t => {
  const { ec2 } = await freshAccount(t)
  const data = { InstanceType: 't3.micro' as const, KeyName: 'k' }
  const { LaunchTemplate: made } = await ec2.createLaunchTemplate({ LaunchTemplateName: 'web', LaunchTemplateData: data })
  await refused(ec2.createLaunchTemplate({ LaunchTemplateName: 'web', LaunchTemplateData: data }),
    'InvalidLaunchTemplateName.AlreadyExistsException')
  const named = { LaunchTemplateId: made!.LaunchTemplateId! }
  const { LaunchTemplateVersion: second } = await ec2.createLaunchTemplateVersion({
    ...named, SourceVersion: '1', LaunchTemplateData: { InstanceType: 't3.small' },
  })
  assert.deepEqual([second!.VersionNumber, second!.DefaultVersion, second!.LaunchTemplateData!.KeyName], [2, false, 'k'])
  await ec2.modifyLaunchTemplate({ ...named, DefaultVersion: '2' })
  const { LaunchTemplateVersions: versions } = await ec2.describeLaunchTemplateVersions({ ...named, Versions: ['$Default', '$Latest',
    '1'] })
  assert.deepEqual(versions!.map(({ VersionNumber }) => VersionNumber), [2, 2, 1])
  await refused(ec2.describeLaunchTemplateVersions({ ...named, Versions: ['7'] }), 'InvalidLaunchTemplateId.VersionNotFound')
  await ec2.deleteLaunchTemplate(named)
  await refused(ec2.describeLaunchTemplates({ LaunchTemplateNames: ['web'] }), 'InvalidLaunchTemplateName.NotFoundException')
})
