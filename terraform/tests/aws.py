"""What the cycle asks of the emulator itself.

    aws.py ENDPOINT reach                        until it answers, for a minute at most
    aws.py ENDPOINT authorize on|off             whether roles count
    aws.py ENDPOINT assume ROLE_ARN              its credentials, as NAME=VALUE lines
    aws.py ENDPOINT kept BUCKET TABLE UUID       fails unless object and record are there
    aws.py ENDPOINT memory FUNCTION              of a function, in MB
    aws.py ENDPOINT ship FILE FUNCTION GROUP     the REPORT lines of local-lambda's output to a log group, until it is ended
    aws.py ENDPOINT busy CLUSTER SERVICE         CPU and memory of a service, some seconds from now
    aws.py ENDPOINT inventory                    all that is there, one a line
"""

import datetime
import re
import sys
import time
import urllib.error
import urllib.request

import boto3

endpoint, command, *arguments = sys.argv[1:]


def client(service):
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="emulator",
        aws_secret_access_key="emulator",
    )


def post(path, body):
    request = urllib.request.Request(endpoint + path, data=body.encode(), method="POST", headers={"Content-Type": "text/plain"})
    urllib.request.urlopen(request, timeout=10).read()


def reach():
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(endpoint + "/moto-api/", timeout=5).read()
            return
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > deadline:
                sys.exit("the emulator doesn't answer at " + endpoint)
            time.sleep(0.3)


def authorize(state):
    # The number of requests that are let through unasked.
    post("/moto-api/reset-auth", "0" if state == "on" else "inf")


def assume(role):
    credentials = client("sts").assume_role(RoleArn=role, RoleSessionName="cycle")["Credentials"]
    print("AWS_ACCESS_KEY_ID=" + credentials["AccessKeyId"])
    print("AWS_SECRET_ACCESS_KEY=" + credentials["SecretAccessKey"])
    print("AWS_SESSION_TOKEN=" + credentials["SessionToken"])


def kept(bucket, table, uuid):
    body = client("s3").get_object(Bucket=bucket, Key=uuid + ".txt")["Body"].read().decode()
    item = client("dynamodb").get_item(TableName=table, Key={"uuid": {"S": uuid}}).get("Item")
    if item is None:
        sys.exit("the table " + table + " has no record " + uuid)
    print("object of %d bytes, record with %s" % (len(body), ", ".join(sorted(item))))


def memory(function):
    print(client("lambda").get_function_configuration(FunctionName=function)["MemorySize"])


def ship(file, function, group):
    logs = client("logs")
    line = re.compile(r"\[%s (\d+)\] (REPORT .*)" % re.escape(function))
    streams = set()
    with open(file, encoding="utf-8") as output:
        rest = ""
        while True:
            rest += output.read()
            *lines, rest = rest.split("\n")
            for number, report in (match.groups() for match in map(line.match, lines) if match):
                stream = "environment-" + number
                if stream not in streams:
                    logs.create_log_stream(logGroupName=group, logStreamName=stream)
                    streams.add(stream)
                event = {"timestamp": int(time.time() * 1000), "message": report}
                logs.put_log_events(logGroupName=group, logStreamName=stream, logEvents=[event])
            time.sleep(0.2)


def busy(cluster, service):
    of = [{"Name": "ClusterName", "Value": cluster}, {"Name": "ServiceName", "Value": service}]
    then = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=20)
    client("cloudwatch").put_metric_data(
        Namespace="AWS/ECS",
        MetricData=[
            {"MetricName": name, "Dimensions": of, "Timestamp": then, "Value": percent, "Unit": "Percent"}
            for name, percent in (("CPUUtilization", 37.5), ("MemoryUtilization", 25.0))
        ],
    )


def inventory():
    """Everything that Terraform could have left; the emulator's own default network is no part of it."""
    ec2, default = client("ec2"), {"Name": "is-default", "Values": ["false"]}
    vpcs = [each["VpcId"] for each in ec2.describe_vpcs(Filters=[default])["Vpcs"]]
    ecs = client("ecs")
    ours = [{"Name": "vpc-id", "Values": vpcs}] if vpcs else None
    found = {
        "vpc": vpcs,
        "subnet": [each["SubnetId"] for each in ec2.describe_subnets(Filters=ours)["Subnets"]] if ours else [],
        "security group": [each["GroupName"] for each in ec2.describe_security_groups()["SecurityGroups"] if each["GroupName"] != "default"],
        "endpoint": [each["VpcEndpointId"] for each in ec2.describe_vpc_endpoints()["VpcEndpoints"] if each["State"] != "deleted"],
        "bucket": [each["Name"] for each in client("s3").list_buckets()["Buckets"]],
        "table": client("dynamodb").list_tables()["TableNames"],
        "function": [each["FunctionName"] for each in client("lambda").list_functions()["Functions"]],
        "mapping": [each["UUID"] for each in client("lambda").list_event_source_mappings()["EventSourceMappings"]],
        "api": [each["Name"] for each in client("apigatewayv2").get_apis()["Items"]],
        "queue": client("sqs").list_queues().get("QueueUrls", []),
        "topic": [each["TopicArn"] for each in client("sns").list_topics()["Topics"]],
        "rule": [each["Name"] for each in client("events").list_rules()["Rules"]],
        "role": [each["RoleName"] for each in client("iam").list_roles()["Roles"]],
        "log group": [each["logGroupName"] for each in client("logs").describe_log_groups()["logGroups"]],
        "alarm": [each["AlarmName"] for each in client("cloudwatch").describe_alarms()["MetricAlarms"]],
        "dashboard": [each["DashboardName"] for each in client("cloudwatch").list_dashboards()["DashboardEntries"]],
        # Deleted ones stay on the list for a while, as they do on AWS.
        "cluster": [each["clusterName"] for each in ecs.describe_clusters(clusters=ecs.list_clusters()["clusterArns"])["clusters"] if each["status"] == "ACTIVE"],
        "repository": [each["repositoryName"] for each in client("ecr").describe_repositories()["repositories"]],
        "load balancer": [each["LoadBalancerName"] for each in client("elbv2").describe_load_balancers()["LoadBalancers"]],
        "target group": [each["TargetGroupName"] for each in client("elbv2").describe_target_groups()["TargetGroups"]],
        "scalable target": [each["ResourceId"] for each in client("application-autoscaling").describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"]],
        "budget": [each["BudgetName"] for each in client("budgets").describe_budgets(AccountId="123456789012")["Budgets"]],
    }
    for kind, names in found.items():
        for name in names:
            print(kind + " " + name)


commands = {each.__name__: each for each in (reach, authorize, assume, kept, memory, ship, busy, inventory)}
commands[command](*arguments)
