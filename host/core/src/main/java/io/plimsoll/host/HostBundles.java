package io.plimsoll.host;

import io.plimsoll.api.audit.AuditEvent.Outcome;
import io.plimsoll.api.bundle.BundleEvent;
import io.plimsoll.api.bundle.BundleLock;
import io.plimsoll.api.bundle.BundleStatus;
import io.plimsoll.api.bundle.Bundles;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.host.audit.AuditTrail;
import io.plimsoll.host.key.SigningKey;
import io.plimsoll.host.lock.OperatorLock;
import io.plimsoll.host.runtime.BundleJournal;
import io.plimsoll.host.runtime.PluginRuntime;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The bundles of a host: what becomes of them, and their lock, are on record in the host's own audit trail. */
final class HostBundles implements Bundles, BundleJournal {
  private static final Caller FOLDER = Caller.system("plimsoll-bundles");

  private final PluginRuntime runtime;
  private final AuditTrail audit;
  private final OperatorLock lock;
  private final Path home;

  HostBundles(PluginRuntime runtime, AuditTrail audit, OperatorLock lock, Path home) {
    this.runtime = runtime;
    this.audit = audit;
    this.lock = lock;
    this.home = home;
  }

  @Override
  public List<BundleStatus> list() {
    return runtime.bundles();
  }

  @Override
  public BundleLock lock(@Nullable Path key, Caller caller) {
    SigningKey operator = key == null ? SigningKey.ofOperator(home) : SigningKey.in(key);
    return audit.act(
        caller, "bundles.locked", "", Map.of("publicKey", operator.publicKey()), () -> lock.write(list(), operator));
  }

  @Override
  public BundleLock verify(Caller caller) {
    return audit.answer(caller, "bundles.verified", "", Map.of(), () -> lock.compare(list()));
  }

  @Override
  public void record(BundleEvent event) {
    BundleStatus bundle = event.bundle();
    Map<String, String> details = new TreeMap<>();
    details.put("name", bundle.name());
    details.put("version", bundle.version());
    details.put("sha256", bundle.digest());
    if (!bundle.reasons().isEmpty()) {
      details.put("reasons", String.join("; ", bundle.reasons()));
    }
    Outcome outcome =
        switch (event.outcome()) {
          case ACTIVE, UPDATED, REMOVED -> Outcome.DONE;
          case REJECTED -> Outcome.REFUSED;
          case QUARANTINED -> Outcome.FAILED;
        };
    audit.record(FOLDER, "bundle." + event.outcome().name().toLowerCase(Locale.ROOT), outcome, bundle.file(), details);
  }
}
