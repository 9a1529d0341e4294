package io.plimsoll.retention.plan;

import io.plimsoll.api.retention.RetentionPolicy;
import io.plimsoll.testkit.contract.RetentionPolicyContract;

/** What every RetentionPolicy must do. */
class PlanRetentionContractTest extends RetentionPolicyContract {
  @Override
  protected RetentionPolicy newPlugin() {
    return new PlanRetention();
  }
}
