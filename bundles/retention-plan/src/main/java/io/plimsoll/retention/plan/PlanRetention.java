package io.plimsoll.retention.plan;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.api.retention.DataClass;
import io.plimsoll.api.retention.RetentionPolicy;
import java.time.Period;
import java.util.Optional;

/** Keeps all data of an organisation for the days of its plan: 90, 365, or what an enterprise agreed on. */
@Plugin(name = "plan", type = RetentionPolicy.class)
public final class PlanRetention implements RetentionPolicy {
  @Override
  public Optional<Period> window(OrganisationProfile organisation, DataClass dataClass) {
    return switch (organisation.plan()) {
      case CORE -> Optional.of(Period.ofDays(90));
      case CONTROL -> Optional.of(Period.ofDays(365));
      case ENTERPRISE -> Optional.ofNullable(organisation.retentionDays()).map(days -> agreed(organisation, days));
    };
  }

  /** A window of no days would empty the organisation, so it can only be a mistake. */
  private static Period agreed(OrganisationProfile organisation, int days) {
    if (days < 1) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST,
          "The retention of " + organisation.name() + " is " + days + " days, so nothing would be kept.",
          "Agree on at least one day, or on none at all to keep for ever.");
    }
    return Period.ofDays(days);
  }
}
