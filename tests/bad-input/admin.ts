// Bad input to the admin face: foreign hosts and pages, unknown paths and methods, bodies of other kinds, settings that cannot be.
// The last column is a part of the message that says what is wrong.

import { admin } from './request.ts'
import type { Row } from './request.ts'

export const adminRows: readonly Row[] = [
  ['another host', admin('GET clock', '', { host: 'evil.example' }), 403, "does not answer as 'evil.example'"],
  ['another host that begins as ours', admin('GET clock', '', { host: '127.0.0.1.evil.example' }), 403, 'does not answer as'],
  ['a page of another site', admin('POST reset', '{}', { origin: 'https://evil.example' }), 403, 'Pages of https://evil.example'],
  ['a page of nowhere', admin('POST reset', '{}', { origin: 'null' }), 403, 'Pages of null'],
  ['an image of another site', admin('GET clock', '', { 'sec-fetch-site': 'cross-site' }), 403, 'other sites'],
  ['a form of another site',
    admin('POST reset', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }), 415, 'x-www-form-urlencoded'],
  ['plain text', admin('POST clock', '{"advance": "1d"}', { 'content-type': 'text/plain' }), 415, 'text/plain'],
  ['a path that is none', admin('GET clocks'), 404, 'nothing at /_orrery/clocks'],
  ['a path that climbs', admin('GET ../../etc/passwd'), 404, 'nothing at'],
  ['a path of thirty thousand letters', admin(`GET ${'a'.repeat(30_000)}`), 404, 'nothing at'],
  ['the path __proto__', admin('GET __proto__'), 404, 'nothing at'],
  ['another method', admin('GET reset'), 405, 'does not take GET'],
  ['a method that nothing takes', admin('DELETE clock'), 405, 'does not take DELETE'],
  ['a document that ends too soon', admin('POST clock', '{"advance":'), 400, 'not JSON'],
  ['a list in place of an object', admin('POST clock', '[]'), 400, 'no JSON object'],
  ['null in place of an object', admin('POST clock', 'null'), 400, 'no JSON object'],
  ['a setting that is none', admin('POST clock', '{"rewind": "1d"}'), 400, "no setting 'rewind'"],
  ['the setting __proto__', admin('POST clock', '{"__proto__": {"advance": "1d"}}'), 400, "no setting '__proto__'"],
  ['a setting of another type', admin('POST clock', '{"advance": {}}'), 400, "'advance' must be text"],
  ['a duration that is none', admin('POST clock', '{"advance": "soon"}'), 400, "'soon' is no duration"],
  ['a negative duration', admin('POST clock', '{"advance": -1000}'), 400, 'never goes back'],
  ['a duration beyond all calendars', admin('POST clock', '{"advance": "999999999y"}'), 400, 'cannot be set'],
  ['a date that is none', admin('POST clock', '{"set": "yesterday"}'), 400, "'yesterday' is no date"],
  ['a date in the past', admin('POST clock', '{"set": "1999-01-01"}'), 400, 'never goes back'],
  ['a mode of the clock that is none', admin('POST clock', '{"mode": "sideways"}'), 400, "'sideways' is no mode"],
  ['a body of two megabytes', admin('POST clock', `{"advance": "${' '.repeat(2 ** 21)}"}`), 413, 'larger than'],
  ['a snapshot without a name', admin('POST snapshots', '{}'), 400, 'needs a name'],
  ['a snapshot whose name climbs', admin('POST snapshots', '{"name": "../../x"}'), 400, 'cannot name a snapshot'],
  ['a snapshot that is not there', admin('POST snapshots/none/restore', '{}'), 400, 'no snapshot'],
  ['a snapshot to branch that is not there', admin('POST snapshots/none/branch', '{}'), 400, 'no snapshot'],
  ['a snapshot to delete that is not there', admin('POST snapshots/none/delete', '{}'), 400, 'no snapshot'],
  ['a number that is none', admin('GET calls?since=abc'), 400, "'abc' is no number"],
  ['a negative number', admin('GET calls?limit=-1'), 400, "'-1' is no number"],
  ['the coverage of no service', admin('GET coverage/nothing'), 404, "no AWS service 'nothing'"],
  ['the coverage of __proto__', admin('GET coverage/__proto__'), 404, "no AWS service '__proto__'"],
]
