"""Calls AWS through boto3 for tests written in another language.

Reads one call per line from standard input, as JSON, and writes one result per line to standard output, in the order in which they end:
calls run side by side. Bytes travel as {"$bytes": base64}, times as {"$time": epoch milliseconds}.
"""

import base64
import concurrent.futures
import datetime
import json
import sys
import threading

import boto3
import botocore
import botocore.credentials
import botocore.exceptions
import botocore.signers

session = boto3.Session()
clients = {}
clients_lock = threading.Lock()
output_lock = threading.Lock()


def client_of(caller, service):
    """One client per service and caller. Its endpoint comes from AWS_ENDPOINT_URL; nothing else is set."""
    keys = caller.get('keys') or {}
    key = json.dumps([caller, service], sort_keys=True)
    with clients_lock:
        if key not in clients:
            clients[key] = session.client(
                service,
                region_name=caller['region'],
                aws_access_key_id=keys.get('accessKeyId'),
                aws_secret_access_key=keys.get('secretAccessKey'),
                aws_session_token=keys.get('sessionToken'),
            )
        return clients[key]


def call(caller, service, operation, given):
    client = client_of(caller, service)
    try:
        output = getattr(client, botocore.xform_name(operation))(**given)
    except botocore.exceptions.ClientError as error:
        told = {
            'code': error.response['Error']['Code'],
            'message': error.response['Error']['Message'],
            'status': error.response['ResponseMetadata']['HTTPStatusCode'],
        }
        # An error that the model lists has a class of its own.
        is_modelled = type(error) is not botocore.exceptions.ClientError
        return {'error': {**told, 'shape': type(error).__name__} if is_modelled else told}
    output.pop('ResponseMetadata')
    return {'output': output}


def presign_identity(caller, cluster):
    """As `aws eks get-token` does it."""
    client = client_of(caller, 'sts')
    keys = caller['keys']
    credentials = botocore.credentials.Credentials(keys['accessKeyId'], keys['secretAccessKey'], keys.get('sessionToken'))
    signer = botocore.signers.RequestSigner(
        client.meta.service_model.service_id, caller['region'], 'sts', 'v4', credentials, session.events)
    headers = {'x-k8s-aws-id': cluster}
    request = {
        'method': 'GET',
        'url': client.meta.endpoint_url + '/?Action=GetCallerIdentity&Version=2011-06-15',
        'body': {},
        'headers': headers,
        'context': {},
    }
    url = signer.generate_presigned_url(request, region_name=caller['region'], expires_in=60, operation_name='')
    return {'output': {'url': url, 'headers': headers}}


def to_json(value):
    if isinstance(value, bytes):
        return {'$bytes': base64.b64encode(value).decode()}
    if isinstance(value, datetime.datetime):
        return {'$time': round(value.timestamp() * 1000)}
    raise TypeError('no JSON for ' + type(value).__name__)


def from_json(value):
    return base64.b64decode(value['$bytes']) if value.keys() == {'$bytes'} else value


def answer(line):
    request = json.loads(line, object_hook=from_json)
    number = request.pop('id')
    try:
        result = presign_identity(**request['presign']) if 'presign' in request else call(**request['call'])
    except Exception as error:  # A mistake of the test's, or a bug: the test tells of it.
        result = {'failure': type(error).__name__ + ': ' + str(error)}
    text = json.dumps({'id': number, **result}, default=to_json)
    with output_lock:
        print(text, flush=True)


def main():
    print(json.dumps({'version': boto3.__version__}), flush=True)
    with concurrent.futures.ThreadPoolExecutor(8) as threads:
        for line in sys.stdin:
            threads.submit(answer, line)


main()
