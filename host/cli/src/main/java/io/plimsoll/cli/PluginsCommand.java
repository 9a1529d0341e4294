package io.plimsoll.cli;

import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.bundle.BundleStatus;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plugins}, which lists; its commands lock, check, pin, grant and set up. */
@Command(
    name = "plugins",
    description = "List the jars in the folders of bundles and the plug-ins in them, with the reason for each refusal.",
    footer = {
      "",
      "Examples:",
      "  plimsoll plugins --bundles /opt/detectors",
      "  plimsoll plugins lock",
      "  plimsoll plugins pin acme csv '[1.2,2)'",
      "  plimsoll plugins grant acme weekend-left-on tags",
      "  plimsoll plugins set acme weekend-left-on share=0.4"
    })
final class PluginsCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  private PluginsCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  static CommandLine tree(Invocation invocation) {
    return new CommandLine(new PluginsCommand(invocation))
        .addSubcommand(new PluginsLockCommand(invocation))
        .addSubcommand(new PluginsVerifyCommand(invocation))
        .addSubcommand(new PluginsPinCommand(invocation))
        .addSubcommand(new PluginsGrantCommand(invocation))
        .addSubcommand(new PluginsSetCommand(invocation));
  }

  @Override
  public Integer call() {
    Plimsoll host = invocation.host();
    // Before the plug-ins: it starts them.
    List<BundleStatus> jars = host.bundles().list();
    invocation.print(new PluginsView(jars, host.plugins()));
    return ExitCode.OK.number();
  }
}
