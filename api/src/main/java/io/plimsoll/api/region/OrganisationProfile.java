package io.plimsoll.api.region;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the control plane knows of an organisation; no billing data.
 *
 * @param name 2 to 63 lower-case letters, digits and hyphens, a letter first
 * @param region where everything of it lies
 * @param retentionDays the window of an enterprise plan; {@code null} to keep for ever; unused otherwise
 * @param legalHold whether nothing may be removed
 */
public record OrganisationProfile(
    String name, String region, Plan plan, @Nullable Integer retentionDays, boolean legalHold, Instant createdAt) {

  /** What an organisation subscribed to. */
  public enum Plan {
    /** 90 days. */
    CORE,
    /** 365 days. */
    CONTROL,
    /** As long as agreed. */
    ENTERPRISE
  }
}
