package io.plimsoll.cli;

import io.plimsoll.api.audit.AuditEntry;
import io.plimsoll.api.cost.Period;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit ORG}, which lists; {@code audit verify ORG} checks. */
@Command(
    name = "audit",
    description = "Show what was done with an organisation's data and by whom, or check that the record is whole.",
    customSynopsis = {
      "plimsoll audit ORG [--type TYPE] [--from DATE] [--to DATE]",
      "plimsoll audit verify ORG"
    },
    footer = {
      "",
      "Examples:",
      "  plimsoll audit acme --type run.published --from 2025-10-01",
      "  plimsoll audit verify acme"
    })
final class AuditCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;
  @Spec private CommandSpec spec = CommandSpec.create();

  // Not required for picocli, which would ask for it in front of verify, too.
  @Parameters(paramLabel = "ORG", arity = "0..1", description = "The organisation.")
  private @Nullable String organisation;

  @Option(names = "--type", paramLabel = "TYPE", description = "Only events of this type, or of a family such as run.")
  private @Nullable String type;

  @Option(names = "--from", paramLabel = "DATE", converter = Days.DayConverter.class, description = "The first day.")
  private @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", converter = Days.DayConverter.class, description = "The day after the last.")
  private @Nullable LocalDate to;

  private AuditCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  static CommandLine tree(Invocation invocation) {
    return new CommandLine(new AuditCommand(invocation)).addSubcommand(new AuditVerifyCommand(invocation));
  }

  @Override
  public Integer call() {
    if (organisation == null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "Missing required parameter: 'ORG'");
    }
    Period days = Periods.everything(from, to, invocation.today());
    List<AuditEntry> entries =
        invocation.organisation(organisation).audit().stream()
            .filter(e -> type == null || isOf(type, e.event().type()))
            .filter(e -> days.contains(LocalDate.ofInstant(e.event().time(), ZoneOffset.UTC)))
            .toList();
    invocation.print(new AuditView(entries));
    return ExitCode.OK.number();
  }

  private static boolean isOf(String wanted, String type) {
    return type.equals(wanted) || type.startsWith(wanted.endsWith(".") ? wanted : wanted + ".");
  }
}
