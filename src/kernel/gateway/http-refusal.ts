// What is said to a client that speaks no HTTP, or HTTP of a kind that is not served: before any service is known, so the body is XML as S3
// writes it, which every client can show. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html

/** Every one of them ends its connection: what follows on it cannot be trusted. */
export class HttpRefusal {
  readonly status: number
  readonly code: string
  readonly message: string

  constructor(status: number, code: string, message: string) {
    this.status = status
    this.code = code
    this.message = message
  }

  /** The whole answer. */
  get text(): string {
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${this.code}</Code><Message>${this.message}</Message></Error>`
    return `HTTP/1.1 ${this.status} ${statusText(this.status)}\r\nconnection: close\r\ncontent-type: application/xml\r\n` +
      `x-amzn-errortype: ${this.code}\r\ncontent-length: ${body.length}\r\n\r\n${body}`
  }
}

export const refusals = {
  unreadable: new HttpRefusal(400, 'BadRequest', 'An error occurred when parsing the HTTP request.'),
  noHost: new HttpRefusal(400, 'InvalidRequest', 'Missing required header for this request: Host'),
  manyHosts: new HttpRefusal(400, 'InvalidURI', 'The request has several Host headers.'),
  badTarget: new HttpRefusal(400, 'InvalidURI', 'Couldn\'t parse the specified URI.'),
  tunnel: new HttpRefusal(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.'),
  late: new HttpRefusal(408, 'RequestTimeout', 'The request took too long to arrive.'),
  longExtensions: new HttpRefusal(413, 'RequestEntityTooLarge', 'The chunk extensions of the request are too large.'),
  expectation: new HttpRefusal(417, 'ExpectationFailed', 'Only 100-continue can be expected.'),
  longHead: new HttpRefusal(431, 'RequestHeaderSectionTooLarge',
    'Your request header section exceeds the maximum allowed request header section size.'),
  ourFault: new HttpRefusal(500, 'InternalFailure', 'The request processing has failed because of an unknown error.'),
} as const

/** RFC 9110, section 15, and those that AWS answers besides. */
const statusTexts: Readonly<Record<number, string>> = {
  200: 'OK', 201: 'Created', 202: 'Accepted', 203: 'Non-Authoritative Information', 204: 'No Content', 205: 'Reset Content',
  206: 'Partial Content', 207: 'Multi-Status', 300: 'Multiple Choices', 301: 'Moved Permanently', 302: 'Found', 303: 'See Other',
  304: 'Not Modified', 307: 'Temporary Redirect', 308: 'Permanent Redirect', 400: 'Bad Request', 401: 'Unauthorized',
  402: 'Payment Required', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 406: 'Not Acceptable', 408: 'Request Timeout',
  409: 'Conflict', 410: 'Gone', 411: 'Length Required', 412: 'Precondition Failed', 413: 'Payload Too Large', 414: 'URI Too Long',
  415: 'Unsupported Media Type', 416: 'Range Not Satisfiable', 417: 'Expectation Failed', 422: 'Unprocessable Entity',
  424: 'Failed Dependency', 429: 'Too Many Requests',
  431: 'Request Header Fields Too Large', 500: 'Internal Server Error', 501: 'Not Implemented',
  502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout',
}

export function statusText(status: number): string {
  return statusTexts[status] ?? 'Unknown'
}
