package io.plimsoll.api;

import io.plimsoll.api.anomaly.BacktestReport;
import io.plimsoll.api.anomaly.BacktestRequest;
import io.plimsoll.api.bundle.BundleEvent;
import io.plimsoll.api.bundle.Bundles;
import io.plimsoll.api.collect.ConformanceReport;
import io.plimsoll.api.encryption.Encryption;
import io.plimsoll.api.focus.FocusVersion;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.FrontDoor;
import io.plimsoll.api.identity.People;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.api.region.RegionListing;
import io.plimsoll.api.web.RunningServer;
import io.plimsoll.api.web.ServeOptions;
import io.plimsoll.api.web.WebServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A running host: what an embedder holds. Thread-safe; two of them can live in one JVM.
 *
 * <pre>{@code
 * try (Plimsoll plimsoll = Plimsoll.builder().home(home).bundles(bundles).build()) {
 *   Organisation acme = plimsoll.organisation("acme", Caller.system("billing-ui"));
 *   acme.collect(CollectRequest.all()).await();
 *   CostResult byService = acme.costs(CostQuery.of(Metric.EFFECTIVE_COST, october).by("ServiceName"));
 * }
 * }</pre>
 */
@ProviderType
public interface Plimsoll extends AutoCloseable {
  /** Starts the description of a host. Needs {@code plimsoll-host} on the class path. */
  static Builder builder() {
    return ServiceLoader.load(Builder.class, Plimsoll.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new PlimsollException(
                    ErrorCode.PLUGIN_MISSING,
                    "No Plimsoll host is on the class path.",
                    "Add io.plimsoll:plimsoll-host."));
  }

  /**
   * Makes an organisation.
   *
   * @param name 2 to 63 lower-case letters, digits and hyphens, a letter first
   * @param retentionDays for an enterprise plan only; {@code null} keeps for ever
   */
  OrganisationProfile createOrganisation(
      String name,
      String region,
      OrganisationProfile.Plan plan,
      @Nullable Integer retentionDays,
      Caller caller);

  /** A page of the organisations, by name, behind the name given; {@code null} starts. */
  List<OrganisationProfile> organisations(@Nullable String after, int limit, Caller caller);

  /** Puts a legal hold on an organisation or takes it off. */
  OrganisationProfile hold(String name, boolean on, Caller caller);

  /**
   * Removes every byte of an organisation, its keys among them.
   *
   * @return the file of the signed certificate of deletion
   * @throws PlimsollException {@code REFUSED} under a legal hold
   */
  Path deleteOrganisation(String name, Caller caller);

  /**
   * Opens a session on an organisation's data.
   *
   * @throws PlimsollException {@code NOT_FOUND} when there is none of this name
   */
  Organisation organisation(String name, Caller caller);

  /**
   * Reads a loose file through and says how far it is FOCUS; nothing of it is kept.
   *
   * @param file a csv, csv.gz or parquet file of this machine
   * @param as the version to check against; {@code null} finds the one its columns fit best
   * @throws PlimsollException {@code NOT_FOUND} without such a file, {@code INPUT_INVALID} when it cannot be read
   *     to its end
   */
  ConformanceReport validate(Path file, @Nullable FocusVersion as, Caller caller);

  /** What lies in which region, by region: those with a root of their own and those with an organisation. */
  List<RegionListing> regions(Caller caller);

  /** The clock of this host, in UTC: what time it is for everything it does. */
  Clock clock();

  /**
   * Tries detectors on a folder of daily series, day by day with the figures known then; nothing of it is kept.
   *
   * @param folder with {@code series.csv} and perhaps {@code meta.json} and {@code calendar.json}
   * @throws PlimsollException {@code INPUT_INVALID} when it does not hold such series, {@code NOT_FOUND} for a detector
   *     that is not loaded
   */
  BacktestReport backtest(Path folder, BacktestRequest request, Caller caller);

  /** Every plug-in loaded, by name; the newest version first. */
  List<PluginStatus> plugins();

  /** Everybody who may sign in. */
  People people();

  /** The doors through which people and programs come in that prove who they are. */
  FrontDoor frontDoor();

  /** The keys under which secrets lie at rest. */
  Encryption encryption();

  /** The jars in the folders of bundles: what became of each, and the lock that says which may run. */
  Bundles bundles();

  /**
   * Serves this host over HTTP through the plug-in {@code console} of kind {@link WebServer}. Several
   * servers may run at the same time; those that are not closed before are closed with the host.
   *
   * @return a server that answers
   * @throws PlimsollException {@code PLUGIN_MISSING} without such a plug-in, {@code INVALID_REQUEST} when it cannot
   *     listen there
   */
  RunningServer serve(ServeOptions options, Caller caller);

  /** Stops every server, plug-in and thread; running calls get a few seconds to end. */
  @Override
  void close();

  /** Describes a host before it starts. */
  @ProviderType
  interface Builder {
    /** Where the host keeps its control plane and, without other roots, its regions. Needed. */
    Builder home(Path folder);

    /**
     * A folder of bundles that the program brings along; may be called several times. Without any, no bundle is there.
     * Their plug-ins have what they ask for unless an organisation takes it from them. While the host runs, the folder
     * is watched: a jar that is added, replaced or removed takes effect without a restart.
     */
    Builder bundles(Path folder);

    /**
     * A folder of other people's bundles, watched like any other; may be called several times. Their plug-ins have what
     * their kind is for, and of what else they ask for only what an organisation grants.
     */
    Builder addedBundles(Path folder);

    /**
     * Told what becomes of each jar, those there at the start among them: on one thread, one after the other. Without
     * it, the log and the host's audit trail have it alone.
     */
    Builder onBundle(Consumer<BundleEvent> listener);

    /** How often the folders of bundles are looked at; without it, every 250 ms. */
    Builder lookAtBundlesEvery(Duration time);

    /**
     * Only jars run that {@code plugins.lock} below home lists, signed with the key whose public half is {@code
     * keys/operator.pub} below home. Without it, every jar runs that is a bundle.
     */
    Builder requireLock();

    /**
     * As {@link #requireLock()}, with files of the embedder's choice.
     *
     * @param lock as {@link Bundles#lock} wrote it
     * @param publicKey the operator's public key, X.509 encoded in base 64
     */
    Builder requireLock(Path lock, Path publicKey);

    /**
     * A plug-in of the embedder's own class path, no bundle: an object whose class carries {@link
     * io.plimsoll.api.plugin.Plugin}; may be called several times. It goes before bundles' plug-ins of its kind and
     * name. It is called through the same guard, has what it asks for unless an organisation takes it from it, and when it is {@link AutoCloseable}, the host closes it. {@link
     * #build()} refuses an object that is no plug-in, and two of one kind and name.
     */
    Builder plugin(Object plugin);

    /**
     * Collects each connection by itself, as often as its setting {@code every} says, every six hours when it says
     * nothing. Of several hosts on one home that do so, one collects an organisation at a time. Without it, a host
     * collects on demand alone.
     */
    Builder scheduled();

    /** As {@link #scheduled()}, looking this often for what is due: a minute at most, 15 seconds without it. */
    Builder scheduled(Duration look);

    /** Where a region's data lies; without it, {@code regions/NAME} below home. */
    Builder region(String name, Path root);

    /**
     * The file of the key that wraps the data key of each organisation and is made when the first
     * secret is sealed; without it, {@code keys/wrapping.key} below home. Keep it apart from the backups of home.
     */
    Builder wrappingKey(Path file);

    /**
     * Wraps data keys with a plug-in, such as one whose key lies in a vault, in place of the key in the operator's file.
     * The file still opens what it wrapped, until the wrapping key is rotated.
     *
     * @param name of a {@link io.plimsoll.api.encryption.KeyWrapper}
     * @param settings of the plug-in; may name secrets as {@code env:NAME} or {@code file:PATH}
     */
    Builder keyWrapper(String name, Map<String, String> settings);

    /**
     * How long a session of a person may stay without use, 1 to 60 minutes; without it, 30. No session lasts longer than 60
     * minutes.
     */
    Builder sessionIdle(Duration time);

    /** The clock for all times; without it, the system's in UTC. */
    Builder clock(Clock clock);

    /** How many parts are read at the same time; without it, one for each processor. */
    Builder readers(int count);

    /** Starts the host. The caller closes it. */
    Plimsoll build();
  }
}
