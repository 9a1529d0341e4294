package io.plimsoll.api.baseline;

import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Instructions;
import aQute.bnd.osgi.Jar;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.version.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Compares a version of the API with the last release, package by package.
 *
 * <p>bnd says what a change means for those who implement and those who call. Of packages before 1.0 it asks for
 * nothing at all; here a change of theirs asks for a new minor version, so that bundles built against the old one are
 * refused by name and do not fail in the middle of their work.
 */
final class Baseline {
  private Baseline() {}

  /** The newest release in a repository of files. */
  static Path newest(Path repository) throws Exception {
    try (Stream<Path> all = Files.walk(repository)) {
      return all.filter(file -> file.getFileName().toString().matches("plimsoll-api-[0-9.]+\\.jar"))
          .max((a, b) -> version(a).compareTo(version(b)))
          .orElseThrow(() -> new AssertionError("There is no release of the API in " + repository + "."));
    }
  }

  /** What is wrong with the versions of the packages; empty when every change is announced. */
  static List<String> problems(Path now, Path before) throws Exception {
    List<String> problems = new ArrayList<>();
    try (Analyzer reporter = new Analyzer();
        Jar newer = new Jar(now.toFile());
        Jar older = new Jar(before.toFile())) {
      aQute.bnd.differ.Baseline bnd = new aQute.bnd.differ.Baseline(reporter, new DiffPluginImpl());
      for (var found : bnd.baseline(newer, older, new Instructions("io.plimsoll.api*"))) {
        Delta delta = found.packageDiff.getDelta();
        Version needed = needed(delta, found.olderVersion, found.suggestedVersion);
        if (found.newerVersion.getWithoutQualifier().compareTo(needed) < 0) {
          problems.add(
              found.packageName + " " + found.newerVersion + ": " + change(delta) + " since " + found.olderVersion
                  + " needs version " + needed + " in its package-info.java and a line in docs/api-changes.md");
        }
      }
    }
    return problems;
  }

  private static Version needed(Delta delta, Version older, Version suggested) {
    boolean same = delta == Delta.UNCHANGED || delta == Delta.IGNORED || delta == Delta.ADDED;
    if (older == null || same) {
      return older == null ? Version.LOWEST : older.getWithoutQualifier();
    }
    if (older.getMajor() > 0) {
      return suggested.getWithoutQualifier();
    }
    return delta == Delta.MICRO
        ? new Version(0, older.getMinor(), older.getMicro() + 1)
        : new Version(0, older.getMinor() + 1, 0);
  }

  private static String change(Delta delta) {
    return switch (delta) {
      case REMOVED -> "it is gone, which";
      case MAJOR, CHANGED -> "a change that breaks plug-ins or embedders";
      default -> "a " + delta.name().toLowerCase(Locale.ROOT) + " change";
    };
  }

  private static Version version(Path jar) {
    return new Version(jar.getFileName().toString().replaceAll("plimsoll-api-|\\.jar", ""));
  }
}
