package io.plimsoll.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
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
  private static Map<String, Function<Invocation, Object>> commands() {
    Map<String, Function<Invocation, Object>> commands = new LinkedHashMap<>();
    commands.put("org", OrgCommand::tree);
    commands.put("connect", ConnectCommand::new);
    commands.put("credential", CredentialCommand::new);
    commands.put("access", AccessCommand::tree);
    commands.put("collect", CollectCommand::new);
    commands.put("runs", RunsCommand::new);
    commands.put("receipt", ReceiptCommand::new);
    commands.put("costs", CostsCommand::new);
    commands.put("sql", SqlCommand::new);
    commands.put("anomalies", AnomaliesCommand::tree);
    commands.put("calendar", CalendarCommand::tree);
    commands.put("notify", NotifyCommand::tree);
    commands.put("backtest", BacktestCommand::new);
    commands.put("retention", RetentionCommand::new);
    commands.put("export", ExportCommand::tree);
    commands.put("action", ActionCommand::tree);
    commands.put("audit", AuditCommand::tree);
    commands.put("regions", RegionsCommand::new);
    commands.put("plugins", PluginsCommand::tree);
    commands.put("user", UserCommand::tree);
    commands.put("member", MemberCommand::tree);
    commands.put("key", KeyCommand::tree);
    commands.put("portfolio", PortfolioCommand::tree);
    commands.put("sso", SsoCommand::tree);
    commands.put("encryption", EncryptionCommand::tree);
    commands.put("serve", ServeCommand::new);
    commands.put("validate", ValidateCommand::new);
    commands.put("generate", GenerateCommand::new);
    commands.put("demo", DemoCommand::new);
    return commands;
  }

  /**
   * The command line that can read these arguments.
   *
   * <p>Reading the annotations of all commands takes a third of a short command's time, so only those are there whose
   * name occurs; all of them when none does or the user asks for help.
   */
  static CommandLine tree(Invocation invocation, List<String> arguments) {
    Map<String, Function<Invocation, Object>> commands = commands();
    boolean all = arguments.isEmpty() || arguments.get(0).startsWith("-h") || arguments.get(0).equals("--help")
        || arguments.stream().noneMatch(commands::containsKey);
    CommandLine line = new CommandLine(new RootCommand(invocation));
    commands.forEach(
        (name, command) -> {
          if (all || arguments.contains(name)) {
            line.addSubcommand(command.apply(invocation));
          }
        });
    return line;
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
