package io.plimsoll.acceptance;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.export.Layout;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.peers.azure.TokenServiceCredential;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/** A program that collects from Azure Storage once and asks for what no rollup holds; says how many charges it saw. */
final class AzureCollecting {
  private AzureCollecting() {}

  /** Expects home, bundles, the day it is, the store, its endpoint, where tokens come from, a file to write to. */
  public static void main(String[] arguments) throws Exception {
    LocalDate today = LocalDate.parse(arguments[2]);
    try (Plimsoll host =
        Plimsoll.builder()
            .home(Path.of(arguments[0]))
            .bundles(Path.of(arguments[1]))
            .plugin(new TokenServiceCredential())
            .clock(Clock.fixed(today.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC))
            .readers(2)
            .build()) {
      host.createOrganisation("acme", "westeurope", Plan.ENTERPRISE, null, Hosts.ANN);
      Organisation acme = host.organisation("acme", Hosts.ANN);
      acme.connect(
          new Connection(
              "azure", URI.create(arguments[3]), Layout.AZURE, "token-service",
              Map.of("region", "westeurope", "store.endpoint", arguments[4], "credential.url", arguments[5])));
      Hosts.collect(acme).forEach(run -> System.out.println(run.state()));
      System.out.println(acme.sql("SELECT COUNT(DISTINCT ChargeDescription) FROM focus", SqlLimits.DEFAULT).rows().get(0));
      Files.writeString(Path.of(arguments[6]), "what whoever watches must see");
    }
  }
}
