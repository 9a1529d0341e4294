package io.plimsoll.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command; each command has its own copy, so that they stand before or behind its name. */
final class GlobalOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Where Plimsoll keeps its state (default: PLIMSOLL_HOME, otherwise ~/.plimsoll).")
  @Nullable Path home;

  @Option(
      names = "--bundles",
      paramLabel = "DIR",
      description = "One more folder of plug-ins, watched while the host runs; may be repeated.")
  List<Path> bundles = new ArrayList<>();

  @Option(names = "--require-lock", description = "Run only the jars that plugins.lock below home lists, as the operator signed it.")
  boolean requireLock;

  @Option(
      names = "--as",
      paramLabel = "PERSON",
      description = "Who acts, as the audit chain records it (default: the user of this machine).")
  @Nullable String person;

  @Option(names = {"-v", "--verbose"}, description = "Show what the host does; -vv shows more.")
  boolean[] verbose = new boolean[0];

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
  boolean help;
}
