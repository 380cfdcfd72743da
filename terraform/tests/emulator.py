"""An AWS emulator, moto's server, with the gaps closed that keep a correct configuration from being applied to it.

Called by emulator.sh. It leans on the inside of moto 5.2.5, which is therefore pinned. Each gap says what AWS does.

    emulator.py PORT FILE      FILE, once it is there, has the address by which an emulator of Lambda lists its environments
"""

import datetime
import gzip
import json
import pathlib
import re
import sys
import urllib.request

import cbor2
import moto.cloudwatch.urls
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.awslambda.models import LambdaBackend
from moto.budgets.responses import BudgetsResponse
from moto.cloudwatch.models import cloudwatch_backends
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.ecs.models import EC2ContainerServiceBackend
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.iam.access_control import IAMPolicyStatement, PermissionResult
from moto.s3.models import s3_backends
from moto.server import main
from moto.sqs.models import Queue


def policies_are_read_as_aws_reads_them():
    """The emulator speaks HTTP alone, which a bucket's policy rightly refuses: its requests count as sent by TLS. And
    but for S3 it doesn't say which resource an action is on: there actions count, resources don't."""
    permitted = IAMPolicyStatement.is_action_permitted

    def is_action_permitted(self, action, resource="*", *args, **kwargs):
        if self._statement.get("Condition") == {"Bool": {"aws:SecureTransport": "false"}}:
            return PermissionResult.NEUTRAL
        resources = self._statement.get("Resource")
        if resource == "*" and isinstance(resources, list):
            resource = resources[0]
        return permitted(self, action, resource, *args, **kwargs)

    IAMPolicyStatement.is_action_permitted = is_action_permitted


def a_queue_gives_its_redrive_policy_back_without_white_space():
    attributes = Queue.attributes.fget

    def compact(self):
        result = attributes(self)
        if result.get("RedrivePolicy"):
            result["RedrivePolicy"] = json.dumps(json.loads(result["RedrivePolicy"]), separators=(",", ":"))
        return result

    Queue.attributes = property(compact)


def an_event_source_mapping_keeps_its_alias():
    create, update = LambdaBackend.create_event_source_mapping, LambdaBackend.update_event_source_mapping

    def keep(mapping, spec):
        name = spec.get("FunctionName", "")
        if mapping and name.startswith("arn:") and name.count(":") == 7:
            mapping.function_arn = name
        return mapping

    def create_event_source_mapping(self, spec):
        return keep(create(self, spec), spec)

    def update_event_source_mapping(self, uuid, spec):
        return keep(update(self, uuid, spec), spec)

    LambdaBackend.create_event_source_mapping = create_event_source_mapping
    LambdaBackend.update_event_source_mapping = update_event_source_mapping


def scalable_targets_have_tags():
    register = ApplicationAutoScalingResponse.register_scalable_target
    tags = {}

    def register_scalable_target(self):
        answer = register(self)
        tags[json.loads(answer)["ScalableTargetARN"]] = self._get_param("Tags") or {}
        return answer

    def list_tags_for_resource(self):
        return json.dumps({"Tags": tags.get(self._get_param("ResourceARN"), {})})

    ApplicationAutoScalingResponse.register_scalable_target = register_scalable_target
    ApplicationAutoScalingResponse.list_tags_for_resource = list_tags_for_resource


def budgets_tell_their_subscribers_and_tags():
    create = BudgetsResponse.create_budget
    tags = {}

    def create_budget(self):
        budget = self._get_param("Budget")["BudgetName"]
        tags[f"arn:aws:budgets::{self._get_param('AccountId')}:budget/{budget}"] = self._get_param("ResourceTags") or []
        return create(self)

    def describe_subscribers_for_notification(self):
        budget = self.backend.budgets[self._get_param("AccountId")][self._get_param("BudgetName")]
        wanted = self._get_param("Notification")
        found = [
            each.subscribers
            for each in budget.notifications
            if all(each.details[key] == wanted[key] for key in ("NotificationType", "ComparisonOperator", "Threshold"))
        ]
        return json.dumps({"Subscribers": found[0] if found else []})

    def list_tags_for_resource(self):
        return json.dumps({"ResourceTags": tags.get(self._get_param("ResourceARN"), [])})

    BudgetsResponse.create_budget = create_budget
    BudgetsResponse.describe_subscribers_for_notification = describe_subscribers_for_notification
    BudgetsResponse.list_tags_for_resource = list_tags_for_resource


def a_service_keeps_what_it_is_created_with():
    create = EC2ContainerServiceResponse.create_service

    def create_service(self):
        result = create(self)
        service = result.result["service"]
        service.health_check_grace_period_seconds = self._get_param("healthCheckGracePeriodSeconds")
        service.availability_zone_rebalancing = self._get_param("availabilityZoneRebalancing")
        service.enable_ecs_managed_tags = self._get_param("enableECSManagedTags")
        service.deployment_configuration = self._get_param("deploymentConfiguration")
        service.capacity_provider_strategy = self._get_param("capacityProviderStrategy")
        service.launch_type = self._get_param("launchType")
        return result

    EC2ContainerServiceResponse.create_service = create_service


def a_rule_for_a_group_has_its_description():
    SecurityGroupRule.description = property(
        lambda self: self.ip_range.get("Description") or self.source_group.get("Description")
    )


def cloudwatch_is_asked_in_cbor():
    """As the SDK for Java asks since it knows no other protocol of it."""

    def answer(request, full_url, headers):
        asked = cbor2.loads(request.data)
        values = cloudwatch_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].get_metric_statistics(
            asked["Namespace"],
            asked["MetricName"],
            *(asked[name].astimezone(datetime.timezone.utc).replace(tzinfo=None) for name in ("StartTime", "EndTime")),
            asked["Period"],
            asked["Statistics"],
            asked["Dimensions"],
        )
        points = [
            {"Timestamp": each.timestamp.replace(tzinfo=datetime.timezone.utc)}
            | {name: getattr(each, name.lower()) for name in asked["Statistics"]}
            for each in values
        ]
        body = cbor2.dumps({"Label": asked["MetricName"], "Datapoints": points}, datetime_as_timestamp=True)
        return 200, {"smithy-protocol": "rpc-v2-cbor", "Content-Type": "application/cbor"}, body

    path = "{0}/service/GraniteServiceVersion20100801/operation/GetMetricStatistics$"
    moto.cloudwatch.urls.url_paths[path] = answer


def tasks_of_the_load_hand_in_recorded_samples():
    """There is nothing that runs a task here: it is over at once, and its samples are where it would have put them. On
    Fargate a task has memory, and its containers need none of their own."""
    EC2ContainerServiceBackend._calculate_task_resource_requirements = staticmethod(lambda definition: {})
    run = EC2ContainerServiceBackend.run_task
    recorded = (pathlib.Path(__file__).parent / "fixtures/k6-samples.csv").read_bytes()

    def run_task(self, cluster, definition, count, overrides, *args, **kwargs):
        tasks = run(self, cluster, definition, count, overrides, *args, **kwargs)
        containers = {each["name"]: each for each in self.describe_task_definition(definition).container_definitions}
        bucket, prefix = re.search(r"s3://([^/]+)/([^$ ]+)\$", json.dumps(containers["take"])).groups()
        given = {each["name"]: each for each in overrides["containerOverrides"]}
        run_name = next(each["value"] for each in given["take"]["environment"] if each["name"] == "RUN")
        if "--out=csv=/work/results/samples.csv.gz" in given["k6"]["command"]:
            key = f"{prefix}{run_name}/20261125T100000Z-1/samples.csv.gz"
            s3_backends[DEFAULT_ACCOUNT_ID]["aws"].put_object(bucket, key, gzip.compress(recorded))
        for task in tasks:
            task.status = "STOPPED"
        return tasks

    EC2ContainerServiceBackend.run_task = run_task


def another_version_behind_an_alias_ends_the_environments(file):
    update = LambdaBackend.update_alias

    def update_alias(self, *args, **kwargs):
        alias = update(self, *args, **kwargs)
        if file.exists():
            request = urllib.request.Request(file.read_text().strip(), method="DELETE")
            urllib.request.urlopen(request, timeout=30).read()
        return alias

    LambdaBackend.update_alias = update_alias


if __name__ == "__main__":
    policies_are_read_as_aws_reads_them()
    a_queue_gives_its_redrive_policy_back_without_white_space()
    an_event_source_mapping_keeps_its_alias()
    scalable_targets_have_tags()
    budgets_tell_their_subscribers_and_tags()
    a_service_keeps_what_it_is_created_with()
    a_rule_for_a_group_has_its_description()
    cloudwatch_is_asked_in_cbor()
    tasks_of_the_load_hand_in_recorded_samples()
    another_version_behind_an_alias_ends_the_environments(pathlib.Path(sys.argv[2]))
    main(["--host", "127.0.0.1", "--port", sys.argv[1]])
