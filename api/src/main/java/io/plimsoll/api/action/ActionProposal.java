package io.plimsoll.api.action;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What somebody wants done.
 *
 * @param connection the name of the connection at whose place
 * @param kind such as {@code create}; the provider's javadoc or manual names its kinds
 * @param parameters by name, as the kind takes them; never a secret
 */
public record ActionProposal(String connection, String kind, Map<String, String> parameters) {
  /** Keeps its own ordered copy. */
  public ActionProposal {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }
}
