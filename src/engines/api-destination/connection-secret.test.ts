// What is written of a connection is read again.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSecret, secretText } from './connection-secret.ts'
import type { Authorization } from './connection-secret.ts'

const http = { HeaderParameters: [{ Key: 'a', Value: 'b', IsValueSecret: true }],
  BodyParameters: [{ Key: 'c', Value: 'd', IsValueSecret: false }] }

const cases: readonly (readonly [Authorization, object])[] = [
  [{ BasicAuthParameters: { Username: 'u', Password: 'p' } }, { username: 'u', password: 'p' }],
  [{ ApiKeyAuthParameters: { ApiKeyName: 'n', ApiKeyValue: 'v' }, InvocationHttpParameters: http }, {
    api_key_name: 'n', api_key_value: 'v', invocation_http_parameters: {
      header_parameters: [{ key: 'a', value: 'b', is_value_secret: true }],
        body_parameters: [{ key: 'c', value: 'd', is_value_secret: false }],
    },
  }],
  [{ OAuthParameters: { ClientParameters: { ClientID: 'i', ClientSecret: 's' }, AuthorizationEndpoint: 'https://a', HttpMethod: 'PUT',
    OAuthHttpParameters: http } }, {
    client_id: 'i', client_secret: 's', authorization_endpoint: 'https://a', http_method: 'PUT', oauth_http_parameters: {
      header_parameters: [{ key: 'a', value: 'b', is_value_secret: true }],
        body_parameters: [{ key: 'c', value: 'd', is_value_secret: false }],
    },
  }],
]

for (const [authorization, written] of cases) {
  test(`a secret of ${Object.keys(authorization).join(', ')}`, () => {
    assert.deepEqual(JSON.parse(secretText(authorization)), written)
    assert.deepEqual(readSecret(secretText(authorization)), authorization)
  })
}
