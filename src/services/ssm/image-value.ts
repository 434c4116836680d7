// Values of the data type `aws:ec2:image`: checked in EC2 in the writer's name. As at AWS, a value that is no image is not an error of the
// request: nothing is written, and EventBridge hears why.
// Source: "Using native parameter support in Parameter Store for Amazon Machine Image IDs", Systems Manager User Guide.

import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { tell } from './event.ts'

export const imageDataType = 'aws:ec2:image'
const dataTypes = ['text', imageDataType, 'aws:ssm:integration']

/** @throws ValidationException */
export function checkDataType(dataType: string | undefined, value: string, call: Call): void {
  if (dataType !== undefined && !dataTypes.includes(dataType)) {
    throw call.fault('ValidationException',
      `The following data type is not supported: ${dataType} (Data type names are all lowercase.)`)
  }
  if (dataType !== imageDataType || /^ami-[0-9a-f]{8,17}$/.test(value)) return
  throw call.fault('ValidationException', `Parameter value, cannot be validated against data type ${imageDataType}: ${value}`)
}

/** Whether the writer can see the image; if not, it is told. */
export async function isImage(name: string, value: string, operation: 'Create' | 'Update', call: Call): Promise<boolean> {
  try {
    const { Images: images = [] } = await call.to('ec2', { principal: call.principal }).DescribeImages({ ImageIds: [value] })
    if (images.length > 0) return true
  } catch (error) {
    if (!(error instanceof Fault)) throw error
  }
  call.transact(() => {
    tell('Parameter Store Change', { exception: 'Unable to Describe Resource', dataType: imageDataType, name, type: 'String', operation },
      [], call)
  })
  return false
}
