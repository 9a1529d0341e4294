package io.plimsoll.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plimsoll} itself, which needs a command. */
@Command(
    name = "plimsoll",
    description = "Cost analytics over FOCUS billing exports, read where they lie.",
    versionProvider = RootCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 ok, 2 usage, 3 not found, 4 refused, 5 input invalid or incomplete, 1 other.",
      "",
      "To begin:",
      "  plimsoll demo",
      "  plimsoll org create acme --region westeurope",
      "  plimsoll connect acme --name azure --store /data/exports",
      "  plimsoll collect acme",
      "  plimsoll costs acme --metric EffectiveCost --by ServiceName"
    })
final class RootCommand implements Callable<Integer> {
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version.")
  private boolean version;

  private RootCommand(Invocation invocation) {
    global = invocation.options();
    format = invocation.formatOption();
  }

  /** The commands, in the order of their use. */
  static CommandLine tree(Invocation invocation) {
    return new CommandLine(new RootCommand(invocation))
        .addSubcommand(OrgCommand.tree(invocation))
        .addSubcommand(new ConnectCommand(invocation))
        .addSubcommand(new CollectCommand(invocation))
        .addSubcommand(new RunsCommand(invocation))
        .addSubcommand(new ReceiptCommand(invocation))
        .addSubcommand(new CostsCommand(invocation))
        .addSubcommand(new SqlCommand(invocation))
        .addSubcommand(new AnomaliesCommand(invocation))
        .addSubcommand(new RetentionCommand(invocation))
        .addSubcommand(AuditCommand.tree(invocation))
        .addSubcommand(new PluginsCommand(invocation))
        .addSubcommand(new ValidateCommand(invocation))
        .addSubcommand(new GenerateCommand(invocation))
        .addSubcommand(new DemoCommand(invocation));
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Name a command");
  }

  /** Reads the version from the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = RootCommand.class.getPackage().getImplementationVersion();
      return new String[] {
        "plimsoll " + Objects.requireNonNullElse(version, "of this source tree"),
        "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")"
      };
    }
  }
}
