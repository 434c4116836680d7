"""Ten small programs against services that nobody wrote by hand: what is made is found again, changed, deleted.

Started with a program's name; AWS_ENDPOINT_URL says where the cloud is. It prints `done` where all went well."""

import json
import sys

import boto3
from botocore.exceptions import ClientError


def gone(call, code):
    try:
        call()
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        return
    raise AssertionError("what was deleted is still there")


def backup_plans():
    backup = boto3.client("backup")
    backup.create_backup_vault(BackupVaultName="nightly", BackupVaultTags={"team": "sky"})
    rule = {"RuleName": "daily", "TargetBackupVaultName": "nightly", "ScheduleExpression": "cron(0 5 ? * * *)"}
    plan = backup.create_backup_plan(BackupPlan={"BackupPlanName": "all", "Rules": [rule]})
    shown = backup.get_backup_plan(BackupPlanId=plan["BackupPlanId"])["BackupPlan"]
    assert shown["Rules"][0]["ScheduleExpression"] == rule["ScheduleExpression"], shown
    vault = backup.describe_backup_vault(BackupVaultName="nightly")
    assert backup.list_tags(ResourceArn=vault["BackupVaultArn"])["Tags"] == {"team": "sky"}
    backup.delete_backup_plan(BackupPlanId=plan["BackupPlanId"])
    gone(lambda: backup.get_backup_plan(BackupPlanId=plan["BackupPlanId"]), "ResourceNotFoundException")


def app_configuration():
    appconfig = boto3.client("appconfig")
    application = appconfig.create_application(Name="shop")["Id"]
    names = ["dev", "test", "prod"]
    for name in names:
        appconfig.create_environment(ApplicationId=application, Name=name)
    pages = appconfig.get_paginator("list_environments").paginate(ApplicationId=application, PaginationConfig={"PageSize": 2})
    assert sorted(item["Name"] for page in pages for item in page["Items"]) == sorted(names)
    gone(lambda: appconfig.create_environment(ApplicationId="abc1234", Name="dev"), "ResourceNotFoundException")


def data_catalog():
    glue = boto3.client("glue")
    glue.create_database(DatabaseInput={"Name": "sales", "Description": "orders", "LocationUri": "s3://lake/sales"})
    assert glue.get_database(Name="sales")["Database"]["LocationUri"] == "s3://lake/sales"
    assert [each["Name"] for each in glue.get_databases()["DatabaseList"]] == ["sales"]
    gone(lambda: glue.create_database(DatabaseInput={"Name": "sales"}), "AlreadyExistsException")
    glue.delete_database(Name="sales")
    gone(lambda: glue.get_database(Name="sales"), "EntityNotFoundException")


def batch_queues():
    batch = boto3.client("batch")
    policy = batch.create_scheduling_policy(name="fair")["arn"]
    assert batch.describe_scheduling_policies(arns=[policy])["schedulingPolicies"][0]["name"] == "fair"
    batch.create_compute_environment(computeEnvironmentName="cpu", type="UNMANAGED", state="ENABLED")
    shown = batch.describe_compute_environments(computeEnvironments=["cpu"])["computeEnvironments"][0]
    assert shown["type"] == "UNMANAGED", shown
    batch.delete_scheduling_policy(arn=policy)
    assert batch.list_scheduling_policies()["schedulingPolicies"] == []


def access_points():
    efs = boto3.client("efs")
    system = efs.create_file_system(CreationToken="one")["FileSystemId"]
    gone(lambda: efs.create_access_point(ClientToken="none", FileSystemId="fs-01234567"), "FileSystemNotFound")
    point = efs.create_access_point(ClientToken="one", FileSystemId=system, PosixUser={"Uid": 1000, "Gid": 1000})
    found = efs.describe_access_points(FileSystemId=system)["AccessPoints"]
    assert [each["AccessPointId"] for each in found] == [point["AccessPointId"]]
    assert found[0]["PosixUser"] == {"Uid": 1000, "Gid": 1000}, found
    efs.delete_access_point(AccessPointId=point["AccessPointId"])
    gone(lambda: efs.describe_access_points(AccessPointId=point["AccessPointId"]), "AccessPointNotFound")


def source_repositories():
    codecommit = boto3.client("codecommit")
    made = codecommit.create_repository(repositoryName="code", repositoryDescription="ours")["repositoryMetadata"]
    shown = codecommit.get_repository(repositoryName="code")["repositoryMetadata"]
    assert shown["repositoryDescription"] == "ours" and shown["Arn"] == made["Arn"], shown
    gone(lambda: codecommit.create_repository(repositoryName="code"), "RepositoryNameExistsException")
    codecommit.delete_repository(repositoryName="code")
    gone(lambda: codecommit.get_repository(repositoryName="code"), "RepositoryDoesNotExistException")


def devices():
    iot = boto3.client("iot")
    iot.create_thing_type(thingTypeName="lamp", thingTypeProperties={"thingTypeDescription": "shines"})
    iot.create_thing(thingName="hall", attributePayload={"attributes": {"floor": "1"}})
    assert iot.describe_thing_type(thingTypeName="lamp")["thingTypeProperties"]["thingTypeDescription"] == "shines"
    document = json.dumps({"Version": "2012-10-17", "Statement": []})
    iot.create_policy(policyName="lamps", policyDocument=document)
    assert iot.get_policy(policyName="lamps")["policyDocument"] == document
    iot.delete_policy(policyName="lamps")
    gone(lambda: iot.get_policy(policyName="lamps"), "ResourceNotFoundException")


def file_servers():
    transfer = boto3.client("transfer")
    workflow = transfer.create_workflow(Description="tidy", Steps=[{"Type": "DELETE", "DeleteStepDetails": {"Name": "away"}}])["WorkflowId"]
    shown = transfer.describe_workflow(WorkflowId=workflow)["Workflow"]
    assert shown["Description"] == "tidy" and shown["Steps"][0]["Type"] == "DELETE", shown
    assert [each["WorkflowId"] for each in transfer.list_workflows()["Workflows"]] == [workflow]
    transfer.delete_workflow(WorkflowId=workflow)
    gone(lambda: transfer.describe_workflow(WorkflowId=workflow), "ResourceNotFoundException")


def address_sets():
    waf = boto3.client("wafv2")
    place = {"Name": "office", "Scope": "REGIONAL"}
    made = waf.create_ip_set(**place, IPAddressVersion="IPV4", Addresses=["192.0.2.0/24"])["Summary"]
    shown = waf.get_ip_set(**place, Id=made["Id"])
    assert shown["IPSet"]["Addresses"] == ["192.0.2.0/24"], shown
    changed = waf.update_ip_set(**place, Id=made["Id"], Addresses=["198.51.100.0/24"], LockToken=shown["LockToken"])
    stale = lambda: waf.update_ip_set(**place, Id=made["Id"], Addresses=[], LockToken=shown["LockToken"])
    gone(stale, "WAFOptimisticLockException")
    waf.delete_ip_set(**place, Id=made["Id"], LockToken=changed["NextLockToken"])
    gone(lambda: waf.get_ip_set(**place, Id=made["Id"]), "WAFNonexistentItemException")


def databases():
    rds = boto3.client("rds")
    rds.create_db_instance(DBInstanceIdentifier="orders", DBInstanceClass="db.t3.micro", Engine="postgres", AllocatedStorage=20)
    rds.get_waiter("db_instance_available").wait(DBInstanceIdentifier="orders", WaiterConfig={"Delay": 1, "MaxAttempts": 30})
    shown = rds.describe_db_instances(DBInstanceIdentifier="orders")["DBInstances"][0]
    assert (shown["DBInstanceClass"], shown["AllocatedStorage"]) == ("db.t3.micro", 20), shown
    rds.delete_db_instance(DBInstanceIdentifier="orders", SkipFinalSnapshot=True)
    gone(lambda: rds.describe_db_instances(DBInstanceIdentifier="orders"), "DBInstanceNotFound")


globals()[sys.argv[1]]()
print("done")
