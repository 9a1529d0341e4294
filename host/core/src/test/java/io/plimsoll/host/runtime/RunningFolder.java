package io.plimsoll.host.runtime;

import io.plimsoll.api.bundle.BundleEvent;
import io.plimsoll.api.bundle.BundleEvent.Outcome;
import io.plimsoll.api.bundle.BundleStatus;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.host.runtime.sample.MoodyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A folder of bundles of a runtime that is up, looked at when the test says so. */
final class RunningFolder implements AutoCloseable {
  static final Duration NEVER = Duration.ofDays(1);

  final Path folder;
  final List<BundleEvent> events = new ArrayList<>();
  final PluginRuntime plugins;
  BundleJournal journal = event -> {};

  private RunningFolder(Path folder, PluginRuntime plugins) {
    this.folder = folder;
    this.plugins = plugins;
    plugins.watch(NEVER, event -> journal.record(event), events::add);
  }

  /** One in {@code root/bundles}, with what is in it already. */
  static RunningFolder in(Path root) {
    return in(root, GuardLimits.standard(), config -> config);
  }

  static RunningFolder in(Path root, GuardLimits limits, UnaryOperator<RuntimeConfig> how) {
    Path folder = root.resolve("bundles");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    RuntimeConfig config =
        new RuntimeConfig(List.of(folder), List.of(), root.resolve("run"), new SettableClock(), limits);
    return new RunningFolder(folder, PluginRuntime.start(how.apply(config)));
  }

  /** A reader bundle in this version. */
  static TestBundle moody(String version) {
    return TestBundle.of("moody", ExportReader.class, MoodyReader.class).version(version);
  }

  Path jar(String name) {
    return folder.resolve(name);
  }

  /** Looks until what is there has settled; answers what was told meanwhile. */
  List<BundleEvent> settle() {
    int before = events.size();
    plugins.look();
    plugins.look();
    return List.copyOf(events.subList(before, events.size()));
  }

  /** As {@link #settle()}, for the one event expected. */
  BundleEvent outcome() {
    List<BundleEvent> told = settle();
    if (told.size() != 1) {
      throw new AssertionError("one event expected, not " + told);
    }
    return told.get(0);
  }

  /** The outcomes told since the start, as {@code OUTCOME file}. */
  List<String> told() {
    return events.stream().map(e -> e.outcome() + " " + e.bundle().file()).toList();
  }

  BundleStatus status(String file) {
    return plugins.bundles().stream().filter(b -> b.file().equals(file)).findFirst().orElseThrow();
  }

  String version() {
    String[] shown = plugins.find(ExportReader.class, "moody").toString().split("[ ,()]+");
    return plugins.statuses().stream()
        .filter(s -> s.bundle().equals(shown[shown.length - 1]) && s.state() != io.plimsoll.api.PluginStatus.State.ENDING)
        .findFirst()
        .orElseThrow()
        .version();
  }

  static boolean is(BundleEvent event, Outcome outcome) {
    return event.outcome() == outcome;
  }

  @Override
  public void close() {
    plugins.close();
  }
}
