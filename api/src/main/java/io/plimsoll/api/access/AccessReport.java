package io.plimsoll.api.access;

import java.util.List;

/**
 * What the credential of one connection may do.
 *
 * @param connection the connection's name
 * @param credential the name of its credential provider
 */
public record AccessReport(String connection, String credential, String store, List<AccessFinding> findings) {
  /** Keeps its own copy. */
  public AccessReport {
    findings = List.copyOf(findings);
  }

  /** Whether nothing that is needed is missing. */
  public boolean sufficient() {
    return findings.stream().noneMatch(f -> f.state() == AccessFinding.State.MISSING);
  }
}
