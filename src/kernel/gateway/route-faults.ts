// AWS's answers to requests that name no operation it has. Data only: the protocols encode them.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/CommonErrors.html

import type { ProtocolName } from '../../model/shape.ts'
import type { Scope } from './evidence.ts'
import type { RouteFault } from './route-types.ts'

/** JSON and CBOR services: no message, as Coral answers. */
export function unknownOperation(protocol: ProtocolName, serviceId: string | undefined): RouteFault {
  return fault('UnknownOperationException', 400, '', protocol, serviceId)
}

/**
 * No binding fits the path and method.
 * @param pathKnown S3 answers 405 where another method would do. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function unknownRestOperation(protocol: ProtocolName, serviceIds: readonly string[], pathKnown = false): RouteFault {
  return pathKnown
    ? fault('MethodNotAllowed', 405, 'The specified method is not allowed against this resource.', protocol, serviceIds[0])
    : fault('UnknownOperationException', 404, '', protocol, serviceIds[0])
}

export function unknownSigningName(scope: Scope, protocol: ProtocolName): RouteFault {
  const message = `No AWS service signs as '${scope.signingName}', the name in the credential scope of ${scope.shownBy}.`
  return fault('UnknownService', 400, message, protocol, undefined)
}

export function missingToken(protocol: ProtocolName): RouteFault {
  const code = protocol === 'query' || protocol === 'ec2' ? 'MissingAuthenticationToken' : 'MissingAuthenticationTokenException'
  return fault(code, 403, 'Missing Authentication Token', protocol, undefined)
}

function fault(code: string, status: number, message: string, protocol: ProtocolName, serviceId: string | undefined): RouteFault {
  return { kind: 'fault', code, status, message, protocol, ...(serviceId === undefined ? {} : { serviceId }) }
}
