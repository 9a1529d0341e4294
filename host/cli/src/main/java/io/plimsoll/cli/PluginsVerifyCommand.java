package io.plimsoll.cli;

import io.plimsoll.api.bundle.BundleLock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plugins verify}. */
@Command(
    name = "verify",
    description = "Compare the jars in the folders of bundles with plugins.lock; ends with 5 when they differ.",
    footer = {"", "Example:", "  plimsoll plugins verify"})
final class PluginsVerifyCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  PluginsVerifyCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    BundleLock lock = invocation.hostOfAnyBundle().bundles().verify(invocation.caller());
    invocation.print(new BundleLockView(lock));
    return (lock.holds() ? ExitCode.OK : ExitCode.INPUT).number();
  }
}
