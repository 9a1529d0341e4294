package io.plimsoll.host.identity;

import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.OrganisationRole;
import io.plimsoll.api.identity.PortfolioShare;
import io.plimsoll.api.identity.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may do in one organisation: a value, decided once for a request.
 *
 * @param owner whether he may do everything
 * @param everywhere his role with every connection, those to come among them
 * @param access his role with single connections, where it is greater
 * @param scopes what the session or key may be used for
 */
record Authority(boolean owner, AccessRole everywhere, Map<String, AccessRole> access, Set<Scope> scopes) {

  /**
   * What a person may do; the greatest of what was given counts.
   *
   * @param member {@code null} when he is none
   * @param shares through his portfolios, of this organisation alone
   */
  static Authority of(@Nullable Member member, List<PortfolioShare> shares, Set<Scope> scopes) {
    boolean owner = member != null && member.role() == OrganisationRole.OWNER;
    Map<String, AccessRole> access = new TreeMap<>(member == null ? Map.of() : member.access());
    AccessRole everywhere = owner ? AccessRole.ADMIN : access.getOrDefault(Member.EVERY, AccessRole.NONE);
    for (PortfolioShare share : shares) {
      everywhere = greater(everywhere, share.role());
    }
    access.remove(Member.EVERY);
    return new Authority(owner, everywhere, access, scopes);
  }

  /** His role with one connection. */
  AccessRole on(String connection) {
    return greater(everywhere, access.getOrDefault(connection, AccessRole.NONE));
  }

  /** Whether he may know of a connection. */
  boolean sees(String connection) {
    return on(connection).atLeast(AccessRole.VIEWER);
  }

  private static AccessRole greater(AccessRole a, AccessRole b) {
    return a.atLeast(b) ? a : b;
  }
}
