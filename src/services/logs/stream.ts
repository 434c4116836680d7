// Log streams: their making and end, and the lists of them by name or by their last event.
// Source: CreateLogStream, DeleteLogStream and DescribeLogStreams, CloudWatch Logs API Reference.

import type { Logs, LogStream as StreamOutput } from '../../../generated/aws/logs.ts'
import type { Call } from '../../kernel/service.ts'
import { clearStream } from './event-table.ts'
import { tokenText } from './event-id.ts'
import { invalid } from './fault.ts'
import { groupNamed, groupOf, LogGroup } from './group.ts'
import { LogStream } from './stream-record.ts'

export const CreateLogStream: Logs['CreateLogStream'] = ({ logGroupName, logStreamName: name }, call) => {
  const { name: groupName } = groupNamed(logGroupName, call)
  call.of(LogStream).insert({ groupName, name, createdAt: call.now() })
}

export const DeleteLogStream: Logs['DeleteLogStream'] = ({ logGroupName, logStreamName: name }, call) => {
  const group = groupNamed(logGroupName, call)
  if (group.protectedFromDeletion) {
    throw call.fault('ValidationException', 'A log stream cannot be deleted while deletion protection of its log group is enabled.')
  }
  call.of(LogStream).require(group.name, name)
  clearStream(group, call.arn(LogGroup, group), name, call)
  call.of(LogStream).delete(group.name, name)
}

/** "You cannot specify logStreamNamePrefix if orderBy is LastEventTime." */
export const DescribeLogStreams: Logs['DescribeLogStreams'] = function* (input, call) {
  const { logStreamNamePrefix: prefix, orderBy = 'LogStreamName', descending: reverse = false } = input
  const { name } = groupOf(input, call)
  if (orderBy === 'LastEventTime' && prefix !== undefined) {
    throw invalid('Cannot order by LastEventTime with a logStreamNamePrefix.', call)
  }
  const streams = call.of(LogStream)
  const found = orderBy === 'LastEventTime' ? streams.by('lastEvent').scan({ within: [name], reverse })
    : streams.scan({ within: [name], reverse, ...(prefix !== undefined && { prefix }) })
  for (const stream of found) yield outputOf(stream, call)
}

/** Bytes of streams are always 0, as AWS has it since June 17, 2019. */
function outputOf(stream: LogStream, call: Call): StreamOutput {
  const { name, createdAt, firstAt, lastAt, ingestedAt } = stream
  return {
    logStreamName: name, creationTime: createdAt, arn: call.arn(LogStream, stream), storedBytes: 0,
    ...(firstAt !== undefined && lastAt !== undefined && ingestedAt !== undefined && {
      firstEventTimestamp: firstAt, lastEventTimestamp: lastAt, lastIngestionTime: ingestedAt,
        uploadSequenceToken: tokenText(ingestedAt, 0),
    }),
  }
}
