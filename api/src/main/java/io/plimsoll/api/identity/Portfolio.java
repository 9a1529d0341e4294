package io.plimsoll.api.identity;

import java.util.List;

/**
 * Whom organisations can be shared with: the people of a service provider.
 *
 * @param name 2 to 63 lower-case letters, digits and hyphens, a letter first
 * @param people by address
 * @param shares by organisation
 */
public record Portfolio(String name, List<Person> people, List<PortfolioShare> shares) {
  /** Keeps its own copies. */
  public Portfolio {
    people = List.copyOf(people);
    shares = List.copyOf(shares);
  }
}
