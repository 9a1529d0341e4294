package io.plimsoll.host;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.BacktestReport;
import io.plimsoll.api.anomaly.BacktestRequest;
import io.plimsoll.api.audit.AuditEvent.Outcome;
import io.plimsoll.api.audit.AuditLedger;
import io.plimsoll.api.audit.AuditScope;
import io.plimsoll.api.bundle.BundleEvent;
import io.plimsoll.api.bundle.BundleStatus;
import io.plimsoll.api.bundle.Bundles;
import io.plimsoll.api.collect.ConformanceReport;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.encryption.Encryption;
import io.plimsoll.api.encryption.OpenKeyWrapper;
import io.plimsoll.api.focus.FocusVersion;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.FrontDoor;
import io.plimsoll.api.identity.People;
import io.plimsoll.api.identity.SignIn;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.api.plugin.SecretSource;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.api.region.RegionListing;
import io.plimsoll.api.region.RegionalBackend;
import io.plimsoll.host.access.ConnectionRegion;
import io.plimsoll.api.web.RunningServer;
import io.plimsoll.api.web.ServeOptions;
import io.plimsoll.host.audit.AuditTrail;
import io.plimsoll.host.backtest.Backtests;
import io.plimsoll.host.collect.Workers;
import io.plimsoll.host.conformance.ConformanceCheck;
import io.plimsoll.host.control.ControlPlane;
import io.plimsoll.host.export.Locations;
import io.plimsoll.host.identity.Identity;
import io.plimsoll.host.identity.Premises;
import io.plimsoll.host.key.SigningKey;
import io.plimsoll.host.leave.Deletion;
import io.plimsoll.host.lock.LockGate;
import io.plimsoll.host.notice.NoticeDesk;
import io.plimsoll.host.notice.NoticeThreads;
import io.plimsoll.host.retention.DailyRetention;
import io.plimsoll.host.runtime.BundleGate;
import io.plimsoll.host.runtime.GuardLimits;
import io.plimsoll.host.runtime.PluginRuntime;
import io.plimsoll.host.runtime.RuntimeConfig;
import io.plimsoll.host.runtime.SecretFiles;
import io.plimsoll.host.schedule.DueOrganisations;
import io.plimsoll.host.schedule.Scheduler;
import io.plimsoll.host.secret.ConnectionSecrets;
import io.plimsoll.host.secret.HostSecrets;
import io.plimsoll.host.secret.KeyRotations;
import io.plimsoll.host.secret.KeyWrapper;
import io.plimsoll.host.secret.PluginKeyWrapper;
import io.plimsoll.host.secret.SecretVault;
import io.plimsoll.host.secret.WrappingKey;
import io.plimsoll.host.state.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The host: the control plane, the plug-ins, and one open workspace for each organisation in use. */
final class PlimsollHost implements Plimsoll {
  private static final Logger LOG = LoggerFactory.getLogger(PlimsollHost.class);
  private static final String REGION_BACKEND = "local";
  private static final String AUDIT_LEDGER = "ledger";

  private final Path home;
  private final Map<String, Path> regions;
  private final WrappingKey keyFile;
  private final KeyWrapper wrappingKey;
  private final Clock clock;
  private final PluginRuntime plugins;
  private final PluginEvents events;
  private final SecretSource secrets = new SecretFiles(System::getenv);
  private final Workers workers;
  private final BufferAllocator allocator = new RootAllocator();
  private final RegionalBackend backend;
  private final AuditLedger ledger;
  private final ControlPlane control;
  private final AuditTrail audit;
  private final Identity identity;
  private final KeyRotations encryption;
  private final HostBundles bundles;
  private final DailyRetention daily;
  private final NoticeThreads notices = new NoticeThreads();
  private final DueOrganisations due;
  private final Scheduler scheduler;
  private final WebServers servers;
  private final Map<String, OpenWorkspace> open = new HashMap<>();

  /** Guarded by {@link #open}. */
  private boolean closed;

  private PlimsollHost(HostSettings settings, PluginRuntime plugins, PluginEvents events) {
    this.home = settings.home();
    this.regions = settings.regions();
    this.clock = settings.clock();
    this.plugins = plugins;
    this.events = events;
    this.keyFile = new WrappingKey(settings.wrappingKey());
    this.wrappingKey = wrapper(settings.keyWrapper());
    this.workers = new Workers(settings.readers());
    this.backend = plugins.find(RegionalBackend.class, REGION_BACKEND);
    this.ledger = plugins.find(AuditLedger.class, AUDIT_LEDGER);
    Database shared = Database.open("the control plane", backend.controlPlane(home), "io/plimsoll/host/db/control");
    this.control = new ControlPlane(shared);
    this.audit = new AuditTrail(ledger, new AuditScope("host", home.resolve("audit"), trust("host")), clock);
    HostSecrets own = new HostSecrets(shared, wrappingKey, clock);
    this.encryption = encryption(settings, own);
    this.identity =
        new Identity(shared, own, audit, new HostPremises(), clock, settings.idle());
    this.bundles = new HostBundles(plugins, audit, settings.lock(), home);
    this.daily = new DailyRetention(control, this::workspace, audit, clock);
    this.due = new DueOrganisations(shared, "host-" + UUID.randomUUID(), Scheduler.LEASE, clock);
    this.scheduler = new Scheduler(due, this::workspace, clock);
    this.servers = new WebServers(plugins, audit);
    events.recordIn(this::trail);
  }

  static Plimsoll start(HostSettings settings) {
    BundleGate gate = settings.requireLock() ? new LockGate(settings.lock()) : BundleGate.open();
    PluginEvents events = new PluginEvents();
    PluginRuntime plugins =
        PluginRuntime.start(
            new RuntimeConfig(
                    settings.bundles(), settings.plugins(), settings.home().resolve("runtime"), settings.clock(),
                    GuardLimits.standard())
                .added(settings.added())
                .watch(events)
                .gate(gate));
    try {
      PlimsollHost host = new PlimsollHost(settings, plugins, events);
      host.daily.start();
      host.notices.watch(host::noticeDesks);
      if (settings.schedule() != null) {
        host.scheduler.start(settings.schedule());
      }
      host.watch(settings);
      return host;
    } catch (RuntimeException e) {
      RuntimeException told = withRefusedBundles(e, plugins);
      events.close();
      plugins.close();
      throw told;
    }
  }

  private KeyWrapper wrapper(@Nullable KeyWrapperChoice choice) {
    if (choice == null) {
      return keyFile;
    }
    OpenKeyWrapper open =
        plugins
            .find(io.plimsoll.api.encryption.KeyWrapper.class, choice.name())
            .open(PluginSettings.of(choice.settings(), secrets));
    return new PluginKeyWrapper(choice.name(), open, keyFile);
  }

  private KeyRotations encryption(HostSettings settings, HostSecrets own) {
    KeyWrapperChoice choice = settings.keyWrapper();
    return new KeyRotations(
        keyFile, wrappingKey, choice == null ? null : choice.name(), own,
        after -> control.page(after, KeyRotations.pageSize()).stream().map(OrganisationProfile::name).toList(),
        (organisation, use) -> using(organisation, open -> use.accept(open.vault())));
  }

  /** An organisation's workspace for a moment: the open one, or one that is closed again. */
  private void using(String organisation, Consumer<OpenWorkspace> use) {
    OpenWorkspace known;
    synchronized (open) {
      known = open.get(organisation);
    }
    if (known != null) {
      use.accept(known);
      return;
    }
    try (OpenWorkspace once = openWorkspace(control.get(organisation))) {
      use.accept(once);
    }
  }

  /** The trail of an organisation whose workspace is open; otherwise the host's own. */
  private AuditTrail trail(@Nullable String organisation) {
    synchronized (open) {
      OpenWorkspace known = organisation == null ? null : open.get(organisation);
      return known == null ? audit : known.audit();
    }
  }

  /** What a host cannot do without may be in a jar that was refused; then that is what there is to tell. */
  private static RuntimeException withRefusedBundles(RuntimeException e, PluginRuntime plugins) {
    if (!(e instanceof PlimsollException missing) || missing.code() != ErrorCode.PLUGIN_MISSING) {
      return e;
    }
    List<String> refused =
        plugins.events().stream()
            .map(BundleEvent::bundle)
            .filter(b -> b.state() == BundleStatus.State.REJECTED)
            .map(b -> b.file() + ": " + String.join("; ", b.reasons()))
            .toList();
    return refused.isEmpty()
        ? e
        : new PlimsollException(
            ErrorCode.PLUGIN_MISSING,
            missing.getMessage() + " Refused: " + String.join(". ", refused) + ".",
            "Put these jars right; without that plug-in no host can start.",
            e);
  }

  @Override
  public OrganisationProfile createOrganisation(
      String name, String region, OrganisationProfile.Plan plan, @Nullable Integer retentionDays, Caller caller) {
    OrganisationProfile profile =
        new OrganisationProfile(name, region, plan, retentionDays, false, clock.instant());
    return audit.act(
        caller,
        "organisation.created",
        name,
        Map.of("region", region, "plan", plan.name()),
        () -> {
          control.requireNew(profile);
          // First: an organisation that is known has a workspace, so one that is missing was lost.
          backend.create(root(region), name);
          control.add(profile);
          try {
            workspace(name).audit().record(
                caller, "organisation.created", Outcome.DONE, name, Map.of("region", region, "plan", plan.name()));
          } catch (RuntimeException e) {
            control.remove(name);
            throw e;
          }
          return profile;
        });
  }

  @Override
  public List<OrganisationProfile> organisations(@Nullable String after, int limit, Caller caller) {
    return audit.answer(caller, "organisations.listed", "", Map.of(), () -> control.page(after, limit));
  }

  @Override
  public OrganisationProfile hold(String name, boolean on, Caller caller) {
    return workspace(name)
        .audit()
        .act(
            caller,
            on ? "hold.set" : "hold.lifted",
            name,
            Map.of(),
            () -> {
              control.hold(name, on);
              return control.get(name);
            });
  }

  @Override
  public Path deleteOrganisation(String name, Caller caller) {
    OrganisationProfile profile = control.get(name);
    if (profile.legalHold()) {
      PlimsollException refused =
          new PlimsollException(
              ErrorCode.REFUSED, name + " is under a legal hold, so nothing of it is removed.",
              "Lift the hold first: plimsoll org hold " + name + " off.");
      audit.record(caller, "organisation.deleted", Outcome.REFUSED, name, Map.of("reason", "legal hold"));
      throw refused;
    }
    return audit.act(caller, "organisation.deleted", name, Map.of("region", profile.region()), () -> delete(profile, caller));
  }

  private Path delete(OrganisationProfile profile, Caller caller) {
    Path root = root(profile.region());
    List<Path> folders = List.of(root.resolve(profile.name()), trust(profile.name()));
    Deletion.Inventory before = Deletion.count(folders);
    synchronized (open) {
      OpenWorkspace workspace = open.get(profile.name());
      if (workspace == null) {
        // What was lost must not keep the rest from being removed.
        backend.create(root, profile.name());
        workspace = openWorkspace(profile);
      }
      // Nobody else may be collecting into what is removed.
      workspace.lockCollection("delete").close();
      AuditScope scope = workspace.audit().scope();
      workspace.close();
      open.remove(profile.name());
      ledger.remove(scope);
      backend.delete(root, profile.name());
      Deletion.remove(trust(profile.name()));
      identity.forget(profile.name());
      // Last, so that a deletion that failed can be asked for again; still under the lock, so that nobody opens
      // the workspace once more in between.
      control.remove(profile.name());
    }
    return new Deletion(SigningKey.ofHost(home), home.resolve("certificates"))
        .certify(profile.name(), profile.region(), before, folders, clock.instant(), caller.user());
  }

  @Override
  public Organisation organisation(String name, Caller caller) {
    return organisation(name, caller, connection -> true, false);
  }

  private Organisation organisation(String name, Caller caller, Predicate<String> connections, boolean signedIn) {
    control.get(name);
    return new OrganisationSession(
        () -> control.get(name), () -> workspace(name), audit, caller, connections,
        identity.members(name, caller, signedIn), identity.keys(name, caller),
        identity.singleSignOn(name, caller));
  }

  @Override
  public People people() {
    return identity.people();
  }

  @Override
  public FrontDoor frontDoor() {
    return identity.frontDoor();
  }

  @Override
  public Encryption encryption() {
    return new HostEncryption(encryption, wrappingKey, identity, audit, this::using, home.resolve("keys"));
  }

  @Override
  public ConformanceReport validate(Path file, @Nullable FocusVersion as, Caller caller) {
    return audit.answer(
        caller,
        "file.validated",
        String.valueOf(file.getFileName()),
        Map.of(),
        () -> new ConformanceCheck(new Locations(plugins, ConnectionSecrets.NONE), allocator).check(file, as));
  }

  @Override
  public List<RegionListing> regions(Caller caller) {
    return audit.answer(
        caller,
        "regions.listed",
        "",
        Map.of(),
        () -> {
          Map<String, List<RegionListing.Resident>> found = new TreeMap<>();
          regions.keySet().forEach(region -> found.put(region, new ArrayList<>()));
          for (OrganisationProfile profile : everyOrganisation()) {
            found.computeIfAbsent(profile.region(), region -> new ArrayList<>()).add(resident(profile));
          }
          return found.entrySet().stream()
              .map(entry -> new RegionListing(entry.getKey(), root(entry.getKey()), entry.getValue()))
              .toList();
        });
  }

  private List<OrganisationProfile> everyOrganisation() {
    List<OrganisationProfile> all = new ArrayList<>();
    List<OrganisationProfile> page;
    do {
      page = control.page(all.isEmpty() ? null : all.get(all.size() - 1).name(), 100);
      all.addAll(page);
    } while (!page.isEmpty());
    return all;
  }

  private RegionListing.Resident resident(OrganisationProfile profile) {
    Deletion.Inventory there = Deletion.count(List.of(root(profile.region()).resolve(profile.name())));
    return new RegionListing.Resident(
        profile.name(), there.files(), there.bytes(),
        workspace(profile.name()).state().connections().stream().map(ConnectionRegion::source).toList());
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public BacktestReport backtest(Path folder, BacktestRequest request, Caller caller) {
    return audit.answer(
        caller,
        "detectors.tried",
        String.valueOf(folder.getFileName()),
        Map.of("detectors", String.join(" ", request.detectors())),
        () -> new Backtests(workers).ofFolder(folder, plugins.all(AnomalyDetector.class), request));
  }

  @Override
  public List<PluginStatus> plugins() {
    return plugins.statuses();
  }

  @Override
  public Bundles bundles() {
    return bundles;
  }

  @Override
  public RunningServer serve(ServeOptions options, Caller caller) {
    return servers.start(this, options, caller);
  }

  private void watch(HostSettings settings) {
    Consumer<BundleEvent> listener = settings.listener();
    if (listener != null) {
      plugins.events().forEach(listener);
    }
    plugins.watch(
        settings.look(),
        bundles,
        event -> {
          letGoOfOldVersions();
          if (listener != null) {
            listener.accept(event);
          }
        });
  }

  private void letGoOfOldVersions() {
    List<OpenWorkspace> all;
    synchronized (open) {
      all = closed ? List.of() : List.copyOf(open.values());
    }
    all.forEach(OpenWorkspace::letGoOfOldVersions);
  }

  @Override
  public void close() {
    servers.close();
    daily.close();
    scheduler.close();
    List<OpenWorkspace> ending;
    synchronized (open) {
      closed = true;
      ending = List.copyOf(open.values());
    }
    ending.forEach(OpenWorkspace::cancelCollections);
    workers.close();
    ending.forEach(OpenWorkspace::joinCollections);
    notices.close();
    scheduler.release();
    recordWhatWasCounted();
    events.close();
    ending.forEach(OpenWorkspace::close);
    if (wrappingKey instanceof PluginKeyWrapper held) {
      held.close();
    }
    plugins.close();
    closeAllocator();
  }

  private void recordWhatWasCounted() {
    try {
      identity.close();
    } catch (PlimsollException e) {
      LOG.warn("refused attempts that were counted could not be recorded: {}", e.getMessage());
    }
  }

  /** What a plug-in leaked was told before and cannot be given back; anything else left is a defect of the host. */
  private void closeAllocator() {
    long leaked = plugins.leaked();
    if (leaked > 0 && allocator.getAllocatedMemory() <= leaked) {
      LOG.warn("{} bytes off the heap that plug-ins leaked stay taken until this program ends", leaked);
      return;
    }
    allocator.close();
  }

  /** The workspace of an organisation that is there now: one that was deleted is not made again. */
  private OpenWorkspace workspace(String organisation) {
    synchronized (open) {
      if (closed) {
        throw new PlimsollException(ErrorCode.CANCELLED, "The host is closed.", "Start a host again.");
      }
      OpenWorkspace known = open.get(organisation);
      return known != null ? known : open.computeIfAbsent(organisation, name -> openWorkspace(control.get(name)));
    }
  }

  private OpenWorkspace openWorkspace(OrganisationProfile profile) {
    return new OpenWorkspace(
        profile.name(), backend.open(root(profile.region()), profile.name()), plugins, secrets, ledger,
        trust(profile.name()), wrappingKey, workers, allocator, notices, at -> due.dueBy(profile.name(), at), clock);
  }

  private List<NoticeDesk> noticeDesks() {
    synchronized (open) {
      return closed ? List.of() : open.values().stream().map(OpenWorkspace::noticeDesk).toList();
    }
  }

  private Path root(String region) {
    return regions.getOrDefault(region, home.resolve("regions").resolve(region));
  }

  private Path trust(String name) {
    return home.resolve("trust").resolve(name);
  }

  /** This host, for those who look at who stands at its doors. */
  private final class HostPremises implements Premises {
    @Override
    public Optional<OrganisationProfile> profile(String organisation) {
      return control.find(organisation);
    }

    @Override
    public OrganisationProfile create(
        String name, String region, OrganisationProfile.Plan plan, @Nullable Integer retentionDays, Caller caller) {
      return createOrganisation(name, region, plan, retentionDays, caller);
    }

    @Override
    public OrganisationProfile hold(String organisation, boolean on, Caller caller) {
      return PlimsollHost.this.hold(organisation, on, caller);
    }

    @Override
    public Organisation open(String organisation, Caller caller, Predicate<String> connections, boolean signedIn) {
      return organisation(organisation, caller, connections, signedIn);
    }

    @Override
    public AuditTrail trail(String organisation) {
      return workspace(organisation).audit();
    }

    @Override
    public SecretVault secrets(String organisation) {
      return workspace(organisation).vault();
    }

    @Override
    public SignIn signIn(String organisation, String plugin) {
      return workspace(organisation).plugins().find(SignIn.class, plugin);
    }

    @Override
    public List<String> connections(String organisation) {
      return workspace(organisation).state().connections().stream().map(Connection::name).toList();
    }

    @Override
    public List<PluginStatus> plugins() {
      return plugins.statuses();
    }

    @Override
    public List<BundleStatus> bundles() {
      return bundles.list();
    }
  }
}
