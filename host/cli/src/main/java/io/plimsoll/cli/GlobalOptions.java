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

  @Option(names = "--bundles", paramLabel = "DIR", description = "One more folder of plug-ins; may be repeated.")
  List<Path> bundles = new ArrayList<>();

  @Option(names = {"-v", "--verbose"}, description = "Show what the host does; -vv shows more.")
  boolean[] verbose = new boolean[0];

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
  boolean help;
}
