"""Uses DynamoDB through boto3's resource: tables, typed values, conditions, batch writers.

Prints one line of JSON: what each step gave, for the test that started it to look at.
"""

import decimal
import json

import boto3
from boto3.dynamodb.conditions import Attr, Key
from botocore.exceptions import ClientError

resource = boto3.resource('dynamodb')
seen = {}

table = resource.create_table(
    TableName='Orders',
    BillingMode='PAY_PER_REQUEST',
    KeySchema=[{'AttributeName': 'id', 'KeyType': 'HASH'}, {'AttributeName': 'line', 'KeyType': 'RANGE'}],
    AttributeDefinitions=[{'AttributeName': 'id', 'AttributeType': 'S'}, {'AttributeName': 'line', 'AttributeType': 'N'}],
)
table.wait_until_exists()
seen['status'] = resource.Table('Orders').table_status

exact = decimal.Decimal('1234567890.1234567890123456789012345678')
table.put_item(Item={
    'id': 'a', 'line': 1, 'price': exact, 'tags': {'x', 'y'}, 'sizes': {1, 2}, 'paid': True, 'note': None, 'raw': b'\x00\xff',
    'nested': {'list': [1, 'two']},
})
item = table.get_item(Key={'id': 'a', 'line': 1})['Item']
seen['exact'] = item['price'] == exact
seen['types'] = {name: type(value).__name__ for name, value in sorted(item.items())}
seen['raw'] = list(item['raw'].value)

try:
    table.put_item(Item={'id': 'a', 'line': 1}, ConditionExpression=Attr('id').not_exists())
except ClientError as error:
    seen['refused'] = [type(error).__name__, error.response['Error']['Code'], error.response['Error']['Message']]

with table.batch_writer() as batch:
    for line in range(2, 62):
        batch.put_item(Item={'id': 'a', 'line': line, 'even': line % 2 == 0})

seen['lines'] = [int(each['line']) for each in table.query(
    KeyConditionExpression=Key('id').eq('a') & Key('line').between(10, 20), FilterExpression=Attr('even').eq(True),
)['Items']]

count, start = 0, {}
while True:
    page = table.scan(Limit=25, **start)
    count += page['Count']
    if 'LastEvaluatedKey' not in page:
        break
    start = {'ExclusiveStartKey': page['LastEvaluatedKey']}
seen['count'] = count

seen['updated'] = table.update_item(
    Key={'id': 'a', 'line': 2}, UpdateExpression='SET plays = if_not_exists(plays, :zero) + :one',
    ExpressionAttributeValues={':zero': 0, ':one': 1}, ReturnValues='UPDATED_NEW',
)['Attributes']['plays'] == 1

print(json.dumps(seen))
