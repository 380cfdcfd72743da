"""An AWS emulator, moto's server, with the gaps closed that keep a correct configuration from being applied to it.

Called by emulator.sh. It leans on the inside of moto 5.2.5, which is therefore pinned. Each gap says what AWS does.

    emulator.py PORT
"""

import json
import sys

from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.awslambda.models import LambdaBackend
from moto.budgets.responses import BudgetsResponse
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.iam.access_control import IAMPolicyStatement, PermissionResult
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


if __name__ == "__main__":
    policies_are_read_as_aws_reads_them()
    a_queue_gives_its_redrive_policy_back_without_white_space()
    an_event_source_mapping_keeps_its_alias()
    scalable_targets_have_tags()
    budgets_tell_their_subscribers_and_tags()
    a_service_keeps_what_it_is_created_with()
    a_rule_for_a_group_has_its_description()
    main(["--host", "127.0.0.1", "--port", sys.argv[1]])
