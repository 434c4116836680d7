// Operating systems by the names of images.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformOf } from './node-platform.ts'

test('what the names of images tell', () => {
  const told = (name: string | undefined, platform?: string) => Object.values(platformOf(name, platform)).join(' | ')
  assert.equal(told('al2023-ami-2023.6.20250115.0-kernel-6.1-arm64'), 'Linux | Amazon Linux | 2023')
  assert.equal(told('amzn2-ami-hvm-2.0.20250123.4-x86_64-gp2'), 'Linux | Amazon Linux | 2')
  assert.equal(told('ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20250112'), 'Linux | Ubuntu | 22.04')
  assert.equal(told('Windows_Server-2022-English-Full-Base-2025.01.15', 'Windows'),
    'Windows | Microsoft Windows Server 2022 Datacenter | 10.0')
  assert.equal(told('my-own'), 'Linux')
  assert.equal(told(undefined, 'windows'), 'Windows')
})
