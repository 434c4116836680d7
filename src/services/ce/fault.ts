// What Cost Explorer says to what it cannot answer: its model lists few errors, so these are the general ones by name.

import { Fault } from '../../kernel/service.ts'

export function invalid(message: string): Fault {
  return new Fault('ValidationException', message, 400)
}

export function unavailable(message: string): Fault {
  return new Fault('DataUnavailableException', message, 400)
}
