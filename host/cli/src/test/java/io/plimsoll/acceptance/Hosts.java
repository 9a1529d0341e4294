package io.plimsoll.acceptance;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.export.Layout;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Starts hosts of the assembled bundles and takes the usual first steps with them. */
final class Hosts {
  static final Caller ANN = new Caller("ann", "10.0.0.7", "acceptance");

  private Hosts() {}

  /** The bundles of the distribution, as {@code mvn verify} assembles them before the tests. */
  static Path bundles() {
    String folder = System.getProperty("plimsoll.bundles");
    if (folder == null) {
      throw new IllegalStateException("Set the system property plimsoll.bundles; mvn verify does.");
    }
    return Path.of(folder);
  }

  /** A host on which it is noon of this day. */
  static Plimsoll start(Path home, LocalDate today) {
    return start(home, today, bundles());
  }

  /** The same with bundles from another folder. */
  static Plimsoll start(Path home, LocalDate today, Path bundles) {
    Clock noon = Clock.fixed(today.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    return Plimsoll.builder().home(home).bundles(bundles).clock(noon).readers(2).build();
  }

  /** A new organisation in westeurope with a connection to these exports, nothing collected yet. */
  static Organisation connected(Plimsoll host, String name, Plan plan, Path exports) {
    host.createOrganisation(name, "westeurope", plan, null, ANN);
    Organisation organisation = host.organisation(name, ANN);
    organisation.connect(connection("azure", exports));
    return organisation;
  }

  static Connection connection(String name, Path exports) {
    return new Connection(name, exports.toUri(), Layout.AZURE, "none", Map.of());
  }

  /** Collects everything and says what became of each run. */
  static List<Run> collect(Organisation organisation) {
    return organisation.collect(CollectRequest.all()).await().runs();
  }
}
