package io.plimsoll.acceptance;

import io.plimsoll.api.Plimsoll;
import io.plimsoll.peers.azure.TokenServiceCredential;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** A program that executes an action, and is killed while it does. */
final class ExecutingAction {
  private ExecutingAction() {}

  /** Expects home, bundles, the time it is, the trust store, the id of the action. */
  public static void main(String[] arguments) {
    System.setProperty("javax.net.ssl.trustStore", arguments[3]);
    System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
    try (Plimsoll host =
        Plimsoll.builder()
            .home(Path.of(arguments[0]))
            .bundles(Path.of(arguments[1]))
            .plugin(new TokenServiceCredential())
            .plugin(new QuietStore())
            .clock(Clock.fixed(Instant.parse(arguments[2]), ZoneOffset.UTC))
            .readers(1)
            .build()) {
      host.organisation("acme", Hosts.ANN).actions().execute(arguments[4], progress -> {});
      System.out.println("executed");
    }
  }
}
