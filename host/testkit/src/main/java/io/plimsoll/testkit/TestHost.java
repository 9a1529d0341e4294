package io.plimsoll.testkit;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.bundle.BundleStatus;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.export.Layout;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.Generated;
import io.plimsoll.generator.GeneratorSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real host for a test: real Felix, the bundles of the test's class path, a home of its own that goes with it.
 *
 * <pre>{@code
 * try (TestHost host = TestHost.start()) {
 *   Generated exports = host.generate(GeneratorSpec.builder(host.today()).months(3).build());
 *   Organisation acme = host.collected("acme", exports);
 *   assertThat(acme.anomalies(...)).isNotEmpty();
 * }
 * }</pre>
 *
 * <p>Bundles are the jars of the class path that list plug-ins, such as those of {@code plimsoll-standard-bundles},
 * and the module under test itself, packed from its classes as its build will pack it. Needs no network. The test
 * closes it. Not thread-safe; what it hands out is.
 */
public final class TestHost implements AutoCloseable {
  /** Noon of this day is the time on the host, unless another day is asked for. */
  public static final LocalDate TODAY = LocalDate.of(2025, 11, 20);

  private static final Caller TEST = Caller.system("test");

  private final Path folder;
  private final LocalDate today;
  private final Plimsoll plimsoll;
  private final Set<String> organisations = new HashSet<>();
  private int generated;

  private TestHost(Path folder, LocalDate today, Plimsoll plimsoll) {
    this.folder = folder;
    this.today = today;
    this.plimsoll = plimsoll;
  }

  /**
   * Starts a host with the bundles of the class path.
   *
   * @param plugins more plug-ins, as objects; they go before bundles' of their kind and name
   * @throws AssertionError when a bundle is refused, with every reason
   */
  public static TestHost start(Object... plugins) {
    return start(TODAY, plugins);
  }

  /** The same, on noon of another day. */
  public static TestHost start(LocalDate today, Object... plugins) {
    Path folder = temporary();
    try {
      Path bundles = Files.createDirectory(folder.resolve("bundles"));
      ClassPathBundles.into(bundles);
      Clock noon = Clock.fixed(today.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
      Plimsoll.Builder builder =
          Plimsoll.builder().home(folder.resolve("home")).bundles(bundles).clock(noon).readers(2);
      for (Object plugin : plugins) {
        builder.plugin(plugin);
      }
      TestHost host = new TestHost(folder, today, built(builder));
      host.refuseRefusedBundles();
      return host;
    } catch (IOException e) {
      remove(folder);
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      remove(folder);
      throw e;
    }
  }

  /** The host itself. */
  public Plimsoll plimsoll() {
    return plimsoll;
  }

  /** The day it is on the host. */
  public LocalDate today() {
    return today;
  }

  /** A session on an organisation, which is made when it is not there. */
  public Organisation organisation(String name) {
    if (organisations.add(name)) {
      plimsoll.createOrganisation(name, "westeurope", Plan.ENTERPRISE, null, TEST);
    }
    return plimsoll.organisation(name, TEST);
  }

  /** Writes exports as Azure does, into a folder that goes with the host. */
  public Generated generate(GeneratorSpec spec) {
    return ExportGenerator.generate(spec, folder.resolve("exports-" + ++generated));
  }

  /**
   * An organisation that has collected these exports.
   *
   * @throws AssertionError when a run of them was not published, with what the host said
   */
  public Organisation collected(String name, Generated exports) {
    return collected(name, exports.folder(), Layout.AZURE);
  }

  /**
   * An organisation that has collected these daily costs, and nothing else; a detector finds in them what it finds in
   * the series.
   *
   * @throws AssertionError when they were not published, with what the host said
   */
  public Organisation collected(String name, CostSeries... series) {
    Path exports = folder.resolve("exports-" + ++generated);
    ExampleExport.write(exports, series);
    return collected(name, exports, Layout.LOOSE);
  }

  private Organisation collected(String name, Path exports, Layout layout) {
    Organisation organisation = organisation(name);
    organisation.connect(
        new Connection("exports-" + organisation.connections().size(), exports.toUri(), layout, "none", Map.of()));
    for (Run run : organisation.collect(CollectRequest.all()).await().runs()) {
      if (run.state() != Run.State.PUBLISHED && run.state() != Run.State.UNCHANGED && run.state() != Run.State.SUPERSEDED) {
        throw new AssertionError(
            run.export() + " of " + run.period() + " is " + run.state() + ": " + run.message() + " " + run.advice());
      }
    }
    return organisation;
  }

  /** Stops the host and removes its files. */
  @Override
  public void close() {
    plimsoll.close();
    remove(folder);
  }

  private void refuseRefusedBundles() {
    List<BundleStatus> refused =
        plimsoll.bundles().list().stream().filter(b -> b.state() != BundleStatus.State.ACTIVE).toList();
    if (!refused.isEmpty()) {
      close();
      throw new AssertionError(
          refused.stream()
              .map(b -> b.file() + " is " + b.state() + ": " + String.join("; ", b.reasons()))
              .collect(Collectors.joining("; ")));
    }
  }

  private static Plimsoll built(Plimsoll.Builder builder) {
    try {
      return builder.build();
    } catch (PlimsollException e) {
      if (e.code() == ErrorCode.PLUGIN_MISSING) {
        throw new PlimsollException(
            ErrorCode.PLUGIN_MISSING,
            "The host for tests does not start: " + e.getMessage(),
            "Add io.plimsoll:plimsoll-standard-bundles (type pom, scope test) to the dependencies of the test.",
            e);
      }
      throw e;
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("plimsoll-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
