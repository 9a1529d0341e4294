package io.plimsoll.api.identity;

import io.plimsoll.api.PlimsollException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The portfolios of a host, as an operator looks after them who signed in. What is in one is decided by each organisation,
 * see {@link Members#share}. Recorded in the host's audit chain. Thread-safe.
 *
 * <p>Each method that names a portfolio or a person throws {@link PlimsollException} with {@code NOT_FOUND} when there is
 * none.
 */
@ProviderType
public interface ManagedPortfolios {
  /** Every portfolio, by name. */
  List<Portfolio> list();

  /**
   * Makes a portfolio without people and organisations.
   *
   * @throws PlimsollException {@code INVALID_REQUEST} or {@code ALREADY_EXISTS}
   */
  Portfolio create(String name);

  /** Puts the person of an address in. */
  Portfolio add(String name, String email);

  /**
   * Takes a person out.
   *
   * @param person his {@link Person#id}
   */
  Portfolio remove(String name, String person);

  /** Ends a portfolio and all that was shared with it. */
  void delete(String name);
}
