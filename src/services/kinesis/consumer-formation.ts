// AWS::Kinesis::StreamConsumer for Cloud Control and CloudFormation, by real calls of Kinesis.
// Source: the resource type's schema in the CloudFormation registry: identified by its ARN, nothing of it can change.

import { everyPage, resource } from '../../kernel/service.ts'
import type { CloudFormationHandlers } from '../../kernel/service.ts'
import { Stream } from './stream.ts'

const cloudFormation: CloudFormationHandlers = {
  type: 'AWS::Kinesis::StreamConsumer',
  primaryIdentifier: ['ConsumerARN'],
  readOnly: ['ConsumerARN', 'ConsumerCreationTimestamp', 'ConsumerStatus'],
  createOnly: ['ConsumerName', 'StreamARN'],

  async create({ ConsumerName: name, StreamARN: stream }, call) {
    const asked = { ConsumerName: String(name), StreamARN: String(stream) }
    const { Consumer: consumer } = await call.to('kinesis').RegisterStreamConsumer(asked)
    return consumer.ConsumerARN
  },

  async read(arn, call) {
    const { ConsumerDescription: found } = await call.to('kinesis').DescribeStreamConsumer({ ConsumerARN: arn })
    const { ConsumerName, ConsumerARN, ConsumerStatus, ConsumerCreationTimestamp, StreamARN } = found
    return { ConsumerName, ConsumerARN, ConsumerStatus, StreamARN,
      ConsumerCreationTimestamp: String(Math.floor(Number(ConsumerCreationTimestamp) / 1000)) }
  },

  async update() {},

  async delete(arn, call) {
    await call.to('kinesis').DeregisterStreamConsumer({ ConsumerARN: arn })
  },

  async * list(call) {
    const kinesis = call.to('kinesis')
    for await (const name of everyPage(token => kinesis.ListStreams(token), ({ StreamNames }) => StreamNames)) {
      const StreamARN = Stream.arnOf(call, { name })
      for await (const { ConsumerARN: arn } of everyPage(token => kinesis.ListStreamConsumers({ ...token, StreamARN }),
        ({ Consumers }) => Consumers)) yield arn
    }
  },
}

/** What the resource is called, beside its stream. */
export const StreamConsumer = resource<{ readonly stream: string, readonly name: string }>({
  name: 'StreamConsumer', key: ['stream', 'name'], arn: 'arn:{partition}:kinesis:{region}:{account}:stream/{stream}/consumer/{name}',
  notFound: 'ResourceNotFoundException', cloudFormation,
})
