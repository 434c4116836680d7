// What Run Command adds to the manifest.

import { GetCommandInvocation, ListCommandInvocations, ListCommands } from './command-read.ts'
import { expireCommand, forgetCommand } from './command-run.ts'
import { CancelCommand, SendCommand } from './command-send.ts'

export const commandOperations = { CancelCommand, GetCommandInvocation, ListCommandInvocations, ListCommands, SendCommand }

export const commandTimers = { command: expireCommand, 'command-history': forgetCommand }

export const commandPages = ['ListCommandInvocations', 'ListCommands']

