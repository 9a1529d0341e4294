package io.plimsoll.host.identity;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.audit.AuditEntry;
import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.audit.AuditLedger;
import io.plimsoll.api.audit.AuditScope;
import io.plimsoll.api.bundle.BundleStatus;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.api.identity.OpenSignIn;
import io.plimsoll.api.identity.ProvenIdentity;
import io.plimsoll.api.identity.Session;
import io.plimsoll.api.identity.SignIn;
import io.plimsoll.api.identity.SignInAnswer;
import io.plimsoll.api.identity.SignInStart;
import io.plimsoll.api.identity.SignedIn;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.host.audit.AuditTrail;
import io.plimsoll.host.control.ControlPlane;
import io.plimsoll.host.secret.HostSecrets;
import io.plimsoll.host.secret.SecretVault;
import io.plimsoll.host.secret.WrappingKey;
import io.plimsoll.host.state.Database;
import io.plimsoll.host.state.StampedSqlite;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteDataSource;

/** The people of a host over a real database, with a clock that is set and an audit trail that is looked at. */
final class House {
  static final Caller OPERATOR = Caller.system("operator");
  static final Caller BROWSER = new Caller("nobody", "203.0.113.7", "browser");
  /** Nothing here outlives its test, so nothing waits for the disk. */
  private static final String UNSAFE = "?journal_mode=MEMORY&synchronous=OFF";

  static final String PASSWORD = "seven quiet herons wade";

  final List<AuditEvent> events = new ArrayList<>();
  final Path folder;
  final Identity identity;
  final ControlPlane control;
  Instant now = Instant.parse("2026-03-01T12:00:00Z");
  boolean auditTakesEvents = true;
  /** What the provider proves; {@code null} when nothing. */
  @Nullable ProvenIdentity proven;

  String lastSecret = "";
  private final Map<String, SecretVault> vaults = new HashMap<>();
  List<String> connections = List.of("azure", "other");

  House(Path folder) {
    this.folder = folder;
    StampedSqlite source = new StampedSqlite("jdbc:sqlite:" + folder.resolve("control.db") + UNSAFE);
    Database database = Database.open("the control plane", source, "io/plimsoll/host/db/control");
    control = new ControlPlane(database);
    Clock clock = clock();
    AuditTrail trail = new AuditTrail(new Ledger(), new AuditScope("host", folder, folder), clock);
    HostSecrets secrets = new HostSecrets(database, new WrappingKey(folder.resolve("wrapping.key")), clock);
    identity = new Identity(database, secrets, trail, new Ground(trail), clock, Identity.IDLE, 4);
  }

  House organisation(String name) {
    control.add(
        new OrganisationProfile(name, "westeurope", OrganisationProfile.Plan.CONTROL, null, false, now));
    return this;
  }

  /** Somebody with an account and the password of all. */
  String person(String email) {
    OneTimeToken token = identity.people().invite(email, "Somebody", false, OPERATOR);
    identity.frontDoor().accept(token.token(), null, null, PASSWORD, BROWSER);
    return email;
  }

  SignInAnswer signIn(String email, String password, @Nullable String code) {
    return identity.frontDoor().signIn(email, password, code, BROWSER);
  }

  Session session(String email) {
    return ((SignInAnswer.Granted) signIn(email, PASSWORD, null)).session();
  }

  SignedIn signedIn(String email) {
    return identity.frontDoor().session(session(email).token(), BROWSER);
  }

  private SecretVault vault(String organisation) {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve(organisation + ".db") + UNSAFE);
    Database state = Database.open("the state of " + organisation, source, "io/plimsoll/host/db/state");
    return new SecretVault(organisation, state, new WrappingKey(folder.resolve("wrapping.key")), clock());
  }

  void later(Duration time) {
    now = now.plus(time);
  }

  List<String> types() {
    return events.stream().map(e -> e.type() + " " + e.outcome()).toList();
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  /** A provider that proves what a test says. */
  private final class Provider implements SignIn {
    @Override
    public OpenSignIn open(PluginSettings settings) {
      settings.text("issuer", "");
      settings.text(PRIVATE_NETWORK, "");
      lastSecret = settings.secret(SECRET, "");
      settings.validate();
      return new OpenSignIn() {
        @Override
        public SignInStart start(URI returnTo, String state) {
          return new SignInStart(URI.create("https://login.example/?state=" + state), "kept for " + state);
        }

        @Override
        public ProvenIdentity finish(URI returnTo, Map<String, String> parameters, String kept) {
          if (!kept.equals("kept for " + parameters.get("state")) || proven == null) {
            throw new PlimsollException(ErrorCode.NOT_SIGNED_IN, "the token is not what was asked for", "Try again.");
          }
          return proven;
        }

        @Override
        public void close() {}
      };
    }
  }

  private final class Ground implements Premises {
    private final AuditTrail trail;

    Ground(AuditTrail trail) {
      this.trail = trail;
    }

    @Override
    public Optional<OrganisationProfile> profile(String organisation) {
      return control.find(organisation);
    }

    @Override
    public OrganisationProfile create(
        String name, String region, OrganisationProfile.Plan plan, @Nullable Integer retentionDays, Caller caller) {
      organisation(name);
      return control.get(name);
    }

    @Override
    public OrganisationProfile hold(String organisation, boolean on, Caller caller) {
      control.hold(organisation, on);
      return control.get(organisation);
    }

    @Override
    public Organisation open(String organisation, Caller caller, Predicate<String> connections, boolean signedIn) {
      throw new AssertionError("no test here asks for data");
    }

    @Override
    public AuditTrail trail(String organisation) {
      return trail;
    }

    @Override
    public SecretVault secrets(String organisation) {
      return vaults.computeIfAbsent(organisation, House.this::vault);
    }

    @Override
    public SignIn signIn(String organisation, String plugin) {
      if (!plugin.equals("test")) {
        throw new PlimsollException(ErrorCode.PLUGIN_MISSING, "There is no SignIn named " + plugin + ".", "Use test.");
      }
      return new Provider();
    }

    @Override
    public List<String> connections(String organisation) {
      return connections;
    }

    @Override
    public List<PluginStatus> plugins() {
      return List.of();
    }

    @Override
    public List<BundleStatus> bundles() {
      return List.of();
    }
  }

  private final class Ledger implements AuditLedger {
    @Override
    public void record(AuditScope scope, AuditEvent event) {
      if (!auditTakesEvents) {
        throw new PlimsollException(
            ErrorCode.STORAGE_UNAVAILABLE, "The disk is full.", "Make room.");
      }
      events.add(event);
    }

    @Override
    public List<AuditEntry> read(AuditScope scope) {
      return List.of();
    }

    @Override
    public Verification verify(AuditScope scope) {
      return new Verification(0, List.of());
    }

    @Override
    public byte[] publicKey(AuditScope scope) {
      return new byte[0];
    }

    @Override
    public void remove(AuditScope scope) {}
  }
}
