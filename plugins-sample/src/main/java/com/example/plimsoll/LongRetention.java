package com.example.plimsoll;

import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.api.retention.DataClass;
import io.plimsoll.api.retention.RetentionPolicy;
import java.time.Period;
import java.util.Optional;

/**
 * Keeps costs for the 25 months that a comparison of years needs, and longer where that was agreed; records of
 * collections go after half a year.
 *
 * <p>It has the name that the host asks for, {@code plan}, so it takes the place of the policy that comes with
 * Plimsoll once its bundle is there, for the versions of the bundle are newer.
 */
@Plugin(name = "plan", type = RetentionPolicy.class)
public final class LongRetention implements RetentionPolicy {
  private static final int COST_MONTHS = 25;
  private static final int RUN_DAYS = 180;

  @Override
  public Optional<Period> window(OrganisationProfile organisation, DataClass dataClass) {
    if (dataClass == DataClass.RUNS) {
      return Optional.of(Period.ofDays(RUN_DAYS));
    }
    if (organisation.plan() != OrganisationProfile.Plan.ENTERPRISE) {
      return Optional.of(Period.ofMonths(COST_MONTHS));
    }
    return Optional.ofNullable(organisation.retentionDays()).map(Period::ofDays);
  }
}
