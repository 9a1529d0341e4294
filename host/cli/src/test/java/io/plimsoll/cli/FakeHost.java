package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.anomaly.BacktestReport;
import io.plimsoll.api.anomaly.BacktestRequest;
import io.plimsoll.api.bundle.BundleLock;
import io.plimsoll.api.bundle.BundleStatus;
import io.plimsoll.api.bundle.Bundles;
import io.plimsoll.api.collect.ConformanceReport;
import io.plimsoll.api.focus.FocusVersion;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.FrontDoor;
import io.plimsoll.api.identity.People;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.api.region.RegionListing;
import io.plimsoll.api.web.RunningServer;
import io.plimsoll.api.web.ServeOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A host that remembers what it was asked and answers what the test put in. */
final class FakeHost implements Plimsoll, HostStarter {
  final TreeMap<String, FakeOrganisation> organisations = new TreeMap<>();
  final List<BacktestReport> backtests = new ArrayList<>();
  final List<String> acts = new ArrayList<>();
  final List<ConformanceReport> conformance = new ArrayList<>();
  final List<PluginStatus> plugins = new ArrayList<>();
  final List<RegionListing> regions = new ArrayList<>();
  @Nullable Path home;
  final List<BundleStatus> jars = new ArrayList<>();
  @Nullable BundleLock lock;
  List<Path> bundles = List.of();
  boolean requireLock;
  boolean scheduled;
  List<Path> added = List.of();
  @Nullable Clock clock;
  @Nullable Caller caller;
  @Nullable RuntimeException failure;
  boolean open;
  final FakePeople people = new FakePeople();

  FakeOrganisation with(String name) {
    return organisations.computeIfAbsent(
        name,
        n ->
            peopled(
                new FakeOrganisation(
                    new OrganisationProfile(
                        n, "westeurope", OrganisationProfile.Plan.CONTROL, null, false, Instant.parse("2025-01-01T00:00:00Z")))));
  }

  private FakeOrganisation peopled(FakeOrganisation organisation) {
    organisation.members = people;
    return organisation;
  }

  @Override
  public Plimsoll start(
      Path folder, List<Path> bundleFolders, List<Path> addedFolders, boolean lock, boolean bySchedule, Clock time, int verbosity) {
    home = folder;
    requireLock = lock;
    scheduled = bySchedule;
    bundles = bundleFolders;
    added = addedFolders;
    clock = time;
    open = true;
    return this;
  }

  @Override
  public OrganisationProfile createOrganisation(
      String name, String region, OrganisationProfile.Plan plan, @Nullable Integer retentionDays, Caller by) {
    fail();
    acts.add("create " + name + " " + region + " " + plan + " " + retentionDays);
    OrganisationProfile made =
        new OrganisationProfile(name, region, plan, retentionDays, false, Instant.parse("2025-10-15T08:00:00Z"));
    if (organisations.putIfAbsent(name, peopled(new FakeOrganisation(made))) != null) {
      throw new PlimsollException(ErrorCode.ALREADY_EXISTS, "There is an organisation " + name + " already.", "Choose another name.");
    }
    return made;
  }

  @Override
  public List<OrganisationProfile> organisations(@Nullable String after, int limit, Caller by) {
    fail();
    return (after == null ? organisations : organisations.tailMap(after, false))
        .values().stream().limit(limit).map(FakeOrganisation::profile).toList();
  }

  @Override
  public OrganisationProfile hold(String name, boolean on, Caller by) {
    OrganisationProfile old = organisation(name, by).profile();
    OrganisationProfile held =
        new OrganisationProfile(name, old.region(), old.plan(), old.retentionDays(), on, old.createdAt());
    organisations.put(name, new FakeOrganisation(held));
    return held;
  }

  @Override
  public Path deleteOrganisation(String name, Caller by) {
    acts.add("delete " + name);
    organisations.remove(name);
    return Path.of("/home/certificates/" + name + ".json");
  }

  @Override
  public Organisation organisation(String name, Caller by) {
    fail();
    caller = by;
    FakeOrganisation found = organisations.get(name);
    if (found == null) {
      throw new PlimsollException(
          ErrorCode.NOT_FOUND, "There is no organisation " + name + ".", "See them with 'plimsoll org list'.");
    }
    return found;
  }

  @Override
  public ConformanceReport validate(Path file, @Nullable FocusVersion as, Caller by) {
    acts.add("validate " + file + " " + as);
    return conformance.remove(0);
  }

  @Override
  public List<RegionListing> regions(Caller by) {
    return regions;
  }

  @Override
  public Clock clock() {
    return Objects.requireNonNull(clock);
  }

  @Override
  public BacktestReport backtest(Path folder, BacktestRequest request, Caller by) {
    acts.add("backtest " + folder.getFileName() + " " + request.detectors());
    return backtests.remove(0);
  }

  @Override
  public List<PluginStatus> plugins() {
    fail();
    return plugins;
  }

  @Override
  public People people() {
    return people;
  }

  @Override
  public io.plimsoll.api.encryption.Encryption encryption() {
    throw new UnsupportedOperationException("keys are rotated at a real host");
  }

  @Override
  public FrontDoor frontDoor() {
    throw new UnsupportedOperationException("nobody comes in here");
  }

  @Override
  public Bundles bundles() {
    return new Bundles() {
      @Override
      public List<BundleStatus> list() {
        return jars;
      }

      @Override
      public BundleLock lock(@Nullable Path key, Caller by) {
        acts.add("lock " + key);
        return Objects.requireNonNull(lock);
      }

      @Override
      public BundleLock verify(Caller by) {
        acts.add("verify");
        return Objects.requireNonNull(lock);
      }
    };
  }

  @Override
  public RunningServer serve(ServeOptions options, Caller by) {
    fail();
    acts.add("serve " + options.host() + " " + options.port() + " " + options.basePath() + " " + options.brand().name());
    return new RunningServer() {
      @Override
      public URI address() {
        return URI.create("http://127.0.0.1:4711/");
      }

      @Override
      public @Nullable URI oneTimeLink() {
        return !people.known.isEmpty() ? null : URI.create("http://127.0.0.1:4711/welcome?token=t");
      }

      @Override
      public void close() {
        acts.add("server closed");
      }
    };
  }

  @Override
  public void close() {
    open = false;
  }

  private void fail() {
    if (failure != null) {
      throw failure;
    }
  }
}
