package io.plimsoll.api.identity;

import io.plimsoll.api.PlimsollException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The portfolios of a host, for whoever runs it. What is in one is decided by each organisation, see {@link
 * Members#share}. Recorded in the host's audit chain. Thread-safe.
 */
@ProviderType
public interface Portfolios {
  /** Every portfolio, by name. */
  List<Portfolio> list(Caller caller);

  /**
   * Makes a portfolio without people and organisations.
   *
   * @throws PlimsollException {@code INVALID_REQUEST} or {@code ALREADY_EXISTS}
   */
  Portfolio create(String name, Caller caller);

  /** Puts a person in. */
  Portfolio add(String name, String email, Caller caller);

  /** Takes a person out. */
  Portfolio remove(String name, String email, Caller caller);

  /** Ends a portfolio and all that was shared with it. */
  void delete(String name, Caller caller);
}
