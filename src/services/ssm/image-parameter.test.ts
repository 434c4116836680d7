// Parameters of images: each is an image that EC2 shows, and instances can be launched from it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, valueOf } from './account.fixture.ts'
import { ec2Of } from './fleet.fixture.ts'

test('every image parameter names an image of EC2', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const ec2 = ec2Of(cloud)
  for (const Path of ['/aws/service/ami-amazon-linux-latest', '/aws/service/ami-windows-latest', '/aws/service/canonical']) {
    const found: string[] = []
    for (let NextToken: string | undefined; ;) {
      const page = await ssm.getParametersByPath({ Path, Recursive: true, NextToken })
      found.push(...page.Parameters!.map(({ Value }) => Value!))
      NextToken = page.NextToken
      if (NextToken === undefined) break
    }
    assert.ok(found.length >= 6, Path)
    const { Images: images } = await ec2.describeImages({ ImageIds: [...new Set(found)] })
    assert.equal(images!.length, new Set(found).size, Path)
  }
  const ImageId = await valueOf(ssm, '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64')
  const { Instances: instances } = await ec2.runInstances({ ImageId, MinCount: 1, MaxCount: 1, InstanceType: 't3.micro' })
  assert.equal(instances![0]!.ImageId, ImageId)
})

test('images for containers have a parameter for each field', async t => {
  const { ssm } = await freshAccount(t)
  for (const path of ['ecs/optimized-ami/amazon-linux-2023/recommended',
    'eks/optimized-ami/1.31/amazon-linux-2023/x86_64/standard/recommended']) {
    const all = JSON.parse(await valueOf(ssm, `/aws/service/${path}`)) as Record<string, string>
    for (const field of ['image_id', 'image_name']) assert.equal(await valueOf(ssm, `/aws/service/${path}/${field}`), all[field])
    assert.match(all.image_id!, /^ami-[0-9a-f]{17}$/)
  }
})
