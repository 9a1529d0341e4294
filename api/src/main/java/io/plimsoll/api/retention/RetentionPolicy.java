package io.plimsoll.api.retention;

import io.plimsoll.api.region.OrganisationProfile;
import java.time.Period;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Says how long data is kept. Pure; called from several threads. */
@ConsumerType
public interface RetentionPolicy {
  /**
   * How far back data of this class is kept for an organisation.
   *
   * @return empty to keep it for ever
   */
  Optional<Period> window(OrganisationProfile organisation, DataClass dataClass);
}
