package io.plimsoll.retention.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.api.retention.DataClass;
import java.time.Instant;
import java.time.Period;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlanRetentionTest {
  private final PlanRetention policy = new PlanRetention();

  @ParameterizedTest
  @EnumSource
  void corePlansKeepEverythingFor90Days(DataClass dataClass) {
    assertThat(policy.window(acme(Plan.CORE, null), dataClass)).contains(Period.ofDays(90));
  }

  @ParameterizedTest
  @EnumSource
  void controlPlansKeepEverythingFor365Days(DataClass dataClass) {
    assertThat(policy.window(acme(Plan.CONTROL, null), dataClass)).contains(Period.ofDays(365));
  }

  @ParameterizedTest
  @EnumSource
  void enterprisePlansKeepEverythingAsLongAsAgreed(DataClass dataClass) {
    assertThat(policy.window(acme(Plan.ENTERPRISE, 400), dataClass)).contains(Period.ofDays(400));
    assertThat(policy.window(acme(Plan.ENTERPRISE, null), dataClass)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theDaysOfAnotherPlanAreNotAgreedOn(DataClass dataClass) {
    assertThat(policy.window(acme(Plan.CORE, 7), dataClass)).contains(Period.ofDays(90));
  }

  @ParameterizedTest
  @EnumSource
  void aWindowOfNoDaysIsRefusedBeforeItEmptiesAnything(DataClass dataClass) {
    assertThatThrownBy(() -> policy.window(acme(Plan.ENTERPRISE, 0), dataClass))
        .hasMessage("The retention of acme is 0 days, so nothing would be kept.");
  }

  private static OrganisationProfile acme(Plan plan, @Nullable Integer days) {
    return new OrganisationProfile("acme", "westeurope", plan, days, false, Instant.EPOCH);
  }
}
