package io.plimsoll.host;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.bundle.BundleEvent;
import io.plimsoll.host.identity.Identity;
import io.plimsoll.host.lock.OperatorLock;
import io.plimsoll.host.schedule.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Describes a host; found by {@link Plimsoll#builder()}. */
public final class HostBuilder implements Plimsoll.Builder {
  private @Nullable Path home;
  private final List<Path> bundles = new ArrayList<>();
  private final List<Path> added = new ArrayList<>();
  private final List<Object> plugins = new ArrayList<>();
  private final Map<String, Path> regions = new HashMap<>();
  private @Nullable Path wrappingKey;
  private @Nullable KeyWrapperChoice keyWrapper;
  private Duration idle = Identity.IDLE;
  private Clock clock = Clock.systemUTC();
  private int readers = Runtime.getRuntime().availableProcessors();
  private Duration look = Duration.ofMillis(250);
  private @Nullable Duration schedule;
  private @Nullable Consumer<BundleEvent> listener;
  private @Nullable OperatorLock lock;
  private boolean requireLock;

  @Override
  public Plimsoll.Builder home(Path folder) {
    home = folder;
    return this;
  }

  @Override
  public Plimsoll.Builder bundles(Path folder) {
    bundles.add(folder);
    return this;
  }

  @Override
  public Plimsoll.Builder addedBundles(Path folder) {
    added.add(folder);
    return this;
  }

  @Override
  public Plimsoll.Builder plugin(Object plugin) {
    plugins.add(plugin);
    return this;
  }

  @Override
  public Plimsoll.Builder onBundle(Consumer<BundleEvent> told) {
    listener = told;
    return this;
  }

  @Override
  public Plimsoll.Builder lookAtBundlesEvery(Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("the time between two looks is more than " + time);
    }
    look = time;
    return this;
  }

  @Override
  public Plimsoll.Builder requireLock() {
    requireLock = true;
    return this;
  }

  @Override
  public Plimsoll.Builder requireLock(Path file, Path publicKey) {
    lock = new OperatorLock(file, publicKey);
    return requireLock();
  }

  @Override
  public Plimsoll.Builder region(String name, Path root) {
    regions.put(name, root);
    return this;
  }

  @Override
  public Plimsoll.Builder wrappingKey(Path file) {
    wrappingKey = file.toAbsolutePath().normalize();
    return this;
  }

  @Override
  public Plimsoll.Builder keyWrapper(String name, Map<String, String> settings) {
    keyWrapper = new KeyWrapperChoice(name, settings);
    return this;
  }

  @Override
  public Plimsoll.Builder sessionIdle(Duration time) {
    if (time.compareTo(Duration.ofMinutes(1)) < 0 || time.compareTo(Identity.SESSION_LENGTH) > 0) {
      throw new IllegalArgumentException("a session stays 1 to 60 minutes without use, not " + time);
    }
    idle = time;
    return this;
  }

  @Override
  public Plimsoll.Builder clock(Clock time) {
    clock = time;
    return this;
  }

  @Override
  public Plimsoll.Builder readers(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("at least one part is read at a time, not " + count);
    }
    readers = count;
    return this;
  }

  @Override
  public Plimsoll.Builder scheduled() {
    return scheduled(Duration.ofSeconds(15));
  }

  @Override
  public Plimsoll.Builder scheduled(Duration time) {
    if (time.toMillis() < 1 || time.compareTo(Scheduler.LEASE.dividedBy(2)) > 0) {
      throw new IllegalArgumentException("the time between two looks is at most a minute, not " + time);
    }
    schedule = time;
    return this;
  }

  @Override
  public Plimsoll build() {
    if (home == null) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "The host has no home folder.", "Name one with home(folder).");
    }
    Path folder = home.toAbsolutePath().normalize();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE, "The home folder " + folder + " cannot be made: " + e.getMessage() + ".",
          "Name a folder that can be written.", e);
    }
    OperatorLock operator =
        lock != null ? lock : new OperatorLock(folder.resolve("plugins.lock"), folder.resolve("keys").resolve("operator.pub"));
    return PlimsollHost.start(
        new HostSettings(
            folder, List.copyOf(bundles), List.copyOf(added), List.copyOf(plugins), Map.copyOf(regions),
            wrappingKey == null ? folder.resolve("keys").resolve("wrapping.key") : wrappingKey, keyWrapper, idle, clock,
            readers, look, schedule, listener,
            operator, requireLock));
  }
}
