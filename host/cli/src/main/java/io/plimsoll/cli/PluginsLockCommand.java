package io.plimsoll.cli;

import io.plimsoll.api.bundle.BundleLock;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plugins lock}. */
@Command(
    name = "lock",
    description = "Write plugins.lock: the SHA-256, name and version of every jar in use, signed. With --require-lock, "
        + "nothing else runs.",
    footer = {"", "Example:", "  plimsoll plugins lock --key /media/operator/operator.key"})
final class PluginsLockCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The operator's key to sign with (default: keys/operator.key below home, made when it is not there).")
  private @Nullable Path key;

  PluginsLockCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    BundleLock lock =
        invocation.hostOfAnyBundle().bundles().lock(key == null ? null : key.toAbsolutePath().normalize(), invocation.caller());
    invocation.print(new BundleLockView(lock));
    return (lock.holds() ? ExitCode.OK : ExitCode.INPUT).number();
  }
}
