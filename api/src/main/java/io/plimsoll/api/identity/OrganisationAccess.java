package io.plimsoll.api.identity;

import io.plimsoll.api.region.OrganisationProfile;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An organisation as one person reaches it.
 *
 * @param role {@code null} when it was shared with a portfolio of his alone
 * @param access as in {@link Member#access}; for an owner, everything
 * @param portfolios through which it was shared with him
 * @param secondFactorMissing whether he must set up a second factor before he gets in
 */
public record OrganisationAccess(
    OrganisationProfile profile,
    @Nullable OrganisationRole role,
    Map<String, AccessRole> access,
    List<String> portfolios,
    boolean secondFactorMissing) {
  /** Keeps its own copies. */
  public OrganisationAccess {
    access = Collections.unmodifiableMap(new TreeMap<>(access));
    portfolios = List.copyOf(portfolios);
  }
}
