package io.plimsoll.host;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.host.schedule.Every;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The settings of a connection as they are kept: each under the part that reads it. */
final class ConnectionSettings {
  private static final Set<String> OF_THE_HOST = Set.of("export", "focus.version", "region", Every.SETTING);
  private static final List<String> PARTS = List.of("store.", "credential.", "access.", "action.");

  /** What people write without saying whose it is. */
  private static final Map<String, String> SHORT =
      Map.of(
          "tenant", "credential.tenant",
          "client", "credential.client",
          "authority", "credential.authority",
          "allowed-tenants", "credential.allowed-tenants",
          "certificate", "credential.certificate",
          "token-file", "credential.token-file",
          "endpoint", "store.endpoint",
          "subscription", "access.subscription",
          "arm", "access.arm");

  private static final Set<String> SECRETS =
      Set.of("secret", "client-secret", "password", "key", "assertion", "sas", "account-key", "connection-string");

  private ConnectionSettings() {}

  /**
   * The connection with every setting under its full name.
   *
   * @throws PlimsollException {@code INVALID_REQUEST} for a setting that nobody reads, that would keep a secret in the
   *     clear, or that says no time to collect at
   */
  static Connection spelledOut(Connection connection) {
    Map<String, String> settings = new TreeMap<>();
    connection
        .settings()
        .forEach(
            (name, value) -> {
              String full = SHORT.getOrDefault(name, name);
              require(full);
              if (settings.putIfAbsent(full, value) != null) {
                throw invalid("The setting " + full + " is given twice.", "Give it once.");
              }
            });
    Connection full =
        new Connection(connection.name(), connection.store(), connection.layout(), connection.credential(), settings);
    Every.of(full);
    return full;
  }

  private static void require(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    if (SECRETS.contains(last)) {
      throw invalid(
          "The setting " + name + " would keep a secret in the clear, so it is not taken.",
          "Hand it over with --secret-from env:NAME, file:PATH or - instead; it is sealed then. Change what was typed here.");
    }
    if (!OF_THE_HOST.contains(name) && PARTS.stream().noneMatch(name::startsWith)) {
      throw invalid(
          name + " is not a setting of a connection.",
          "Known are store.*, credential.*, access.*, action.*, " + String.join(", ", OF_THE_HOST.stream().sorted().toList()) + ", and in short "
              + String.join(", ", SHORT.keySet().stream().sorted().toList()) + ".");
    }
  }

  private static PlimsollException invalid(String message, String advice) {
    return new PlimsollException(ErrorCode.INVALID_REQUEST, message, advice);
  }
}
