// Public images: of both architectures, of each owner, the same in every account.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { publicImagesOf } from './public-image.ts'

test('names and ids are each there once, and differ by region', () => {
  const images = publicImagesOf('us-east-1')
  for (const member of ['Name', 'ImageId'] as const) assert.equal(new Set(images.map(image => image[member])).size, images.length)
  assert.deepEqual(new Set(images.map(({ Architecture }) => Architecture)), new Set(['x86_64', 'arm64']))
  const ids = new Set(images.map(({ ImageId }) => ImageId))
  assert.ok(publicImagesOf('eu-west-1').every(({ ImageId }) => !ids.has(ImageId)))
  assert.equal(images.find(({ Name }) => Name!.startsWith('Windows_Server-2022'))!.Platform, 'Windows')
})
