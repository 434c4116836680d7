"""boto3's own transfer manager at work: sends a tree up, in parts where files are large, brings it back, and takes everything away."""

import concurrent.futures
import os
import sys

import boto3
from boto3.s3.transfer import TransferConfig

url, tree, back = sys.argv[1:]
s3 = boto3.resource("s3", endpoint_url=url, region_name="us-east-1")
bucket = s3.create_bucket(Bucket="boto3-bucket")
config = TransferConfig(multipart_threshold=5 * 2**20, multipart_chunksize=5 * 2**20)
pool = concurrent.futures.ThreadPoolExecutor(8)


def each(function, items):
    for _ in pool.map(function, items):
        pass


def send(path):
    bucket.upload_file(path, os.path.relpath(path, tree), Config=config)


def fetch(key):
    path = os.path.join(back, key)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    bucket.download_file(key, path, Config=config)


each(send, [os.path.join(folder, name) for folder, _, names in os.walk(tree) for name in names])
keys = [item.key for item in bucket.objects.all()]
each(fetch, keys)
bucket.Object("copy").copy({"Bucket": bucket.name, "Key": "large.bin"}, Config=config)
assert bucket.Object("copy").content_length == 20000000
bucket.objects.all().delete()
assert list(bucket.objects.all()) == []
bucket.delete()
print(len(keys), boto3.__version__)
