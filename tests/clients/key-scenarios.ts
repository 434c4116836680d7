// KMS, and the services that keep what is secret by it: Secrets Manager, Parameter Store, encrypted queues and streams.

import assert from 'node:assert/strict'
import { bytesOf } from './client.ts'
import { createQueue } from './queues.ts'
import { refused } from './scenario.ts'
import type { Scenario, Stage } from './scenario.ts'

/** Its first version takes bytes as text, which a ciphertext is not. */
const oldCommandLine = { clients: /^AWS CLI 1\./, because: 'version 1 of the AWS CLI passes bytes as text' }

/** In process it reads streams in the tests of the service. */

async function newKey(stage: Stage): Promise<string> {
  return (await stage.call('kms', 'CreateKey', { Description: 'of a scenario' })).KeyMetadata!.KeyId!
}

export const keyScenarios: readonly Scenario[] = [
  {
    title: 'what a key encrypts, it decrypts with the same context',
    except: [oldCommandLine],
    async play(stage) {
      const KeyId = await newKey(stage)
      const EncryptionContext = { tenant: 'a' }
      const { CiphertextBlob } = await stage.call('kms', 'Encrypt', { KeyId, Plaintext: Buffer.from('hello'), EncryptionContext })
      const blob = bytesOf(CiphertextBlob)
      const { Plaintext, KeyId: arn } = await stage.call('kms', 'Decrypt', { CiphertextBlob: blob, EncryptionContext })
      assert.equal(bytesOf(Plaintext).toString(), 'hello')
      assert.equal(arn, `arn:aws:kms:us-east-1:${stage.account}:key/${KeyId}`)
      await refused(stage.call('kms', 'Decrypt', { CiphertextBlob: blob }),
        { code: 'InvalidCiphertextException', message: /^/, status: 400 })
    },
  },
  {
    title: 'a key by its alias, until it is to be deleted',
    async play(stage) {
      const KeyId = await newKey(stage)
      await stage.call('kms', 'CreateAlias', { AliasName: 'alias/app', TargetKeyId: KeyId })
      assert.equal((await stage.call('kms', 'DescribeKey', { KeyId: 'alias/app' })).KeyMetadata!.KeyState, 'Enabled')
      const { Plaintext: plain } = await stage.call('kms', 'GenerateDataKey', { KeyId: 'alias/app', KeySpec: 'AES_256' })
      assert.equal(bytesOf(plain).length, 32)
      await stage.call('kms', 'ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 })
      await refused(stage.call('kms', 'GenerateDataKey', { KeyId: 'alias/app', KeySpec: 'AES_256' }),
        { code: 'KMSInvalidStateException', message: /is pending deletion\.$/, status: 409 })
    },
  },
  {
    title: 'a secret, its new value and the one before',
    async play(stage) {
      const { ARN: arn } = await stage.call('secretsmanager', 'CreateSecret', { Name: 'app/db', SecretString: 'one' })
      await stage.call('secretsmanager', 'PutSecretValue', { SecretId: 'app/db', SecretString: 'two' })
      const value = async (VersionStage: string) =>
        (await stage.call('secretsmanager', 'GetSecretValue', { SecretId: arn!, VersionStage })).SecretString
      assert.deepEqual([await value('AWSCURRENT'), await value('AWSPREVIOUS')], ['two', 'one'])
      await refused(stage.call('secretsmanager', 'GetSecretValue', { SecretId: 'none' }),
        { code: 'ResourceNotFoundException', message: /Secrets Manager can't find the specified secret\./, status: 400 })
    },
  },
  {
    title: 'parameters by path, a secret one among them',
    async play(stage) {
      await stage.call('ssm', 'PutParameter', { Name: '/app/host', Value: 'localhost', Type: 'String' })
      await stage.call('ssm', 'PutParameter', { Name: '/app/key', Value: 'hush', Type: 'SecureString' })
      const { Parameters: found } = await stage.call('ssm', 'GetParametersByPath', { Path: '/app', WithDecryption: true })
      assert.deepEqual(found!.map(({ Name, Value }) => `${Name} ${Value}`), ['/app/host localhost', '/app/key hush'])
      await refused(stage.call('ssm', 'PutParameter', { Name: '/app/host', Value: 'x', Type: 'String' }),
        { code: 'ParameterAlreadyExists', message: /set the overwrite option in the request to true/, status: 400 })
    },
  },
  {
    title: 'a queue under the account\'s key',
    async play(stage) {
      const QueueUrl = await createQueue(stage, 'sealed', { KmsMasterKeyId: 'alias/aws/sqs' })
      await stage.call('sqs', 'SendMessage', { QueueUrl, MessageBody: 'hello' })
      const { Messages: messages } = await stage.call('sqs', 'ReceiveMessage', { QueueUrl })
      assert.equal(messages![0]!.Body, 'hello')
    },
  },
  {
    title: 'records of a stream, in order',
    async play(stage) {
      const StreamName = 'events'
      await stage.call('kinesis', 'CreateStream', { StreamName, ShardCount: 1 })
      await stage.cloud.advance('1m')
      for (const text of ['one', 'two']) {
        await stage.call('kinesis', 'PutRecord', { StreamName, PartitionKey: 'p', Data: Buffer.from(text) })
      }
      const { ShardIterator } = await stage.call('kinesis', 'GetShardIterator',
        { StreamName, ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' })
      const { Records: records } = await stage.call('kinesis', 'GetRecords', { ShardIterator: ShardIterator! })
      assert.deepEqual(records!.map(({ Data }) => bytesOf(Data).toString()), ['one', 'two'])
    },
  },
]
