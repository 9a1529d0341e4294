package io.plimsoll.cli;

import io.plimsoll.api.anomaly.Severity;
import io.plimsoll.api.notice.Notice;
import io.plimsoll.api.notice.NoticeRule;
import io.plimsoll.api.notice.Notices;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code notify rule}. */
@Command(
    name = "rule",
    description = "Add a rule, or replace the one of this name. Every rule that matches sends once.",
    footer = {
      "",
      "Events: anomaly-detected, anomaly-worse, anomaly-resolved, anomaly-retracted, collection-failed.",
      "A scope confines a rule to what has these values, by column or Connection; without one it is for all.",
      "Examples:",
      "  plimsoll notify rule acme pages --on anomaly-detected,anomaly-worse --at-least high --to ops",
      "  plimsoll notify rule acme data --on anomaly-detected --scope SubAccountName=data-prod --to chat,finance"
    })
final class NotifyRuleCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "How the rule is called.")
  private String name = "";

  @Option(names = "--on", required = true, split = ",", paramLabel = "EVENT", converter = Words.EventConverter.class,
      description = "What it tells of.")
  private List<Notice.Event> events = List.of();

  @Option(names = "--to", required = true, split = ",", paramLabel = "CHANNEL", description = "Where it sends.")
  private List<String> channels = List.of();

  @Option(names = "--scope", paramLabel = "COLUMN=VALUE", description = "A value its subject has; may be repeated.")
  private Map<String, String> scope = new LinkedHashMap<>();

  @Option(names = "--at-least", paramLabel = "SEVERITY", converter = Words.SeverityConverter.class,
      description = "How severe an anomaly must be.")
  private @Nullable Severity atLeast;

  @Option(names = "--off", description = "Keep it, but let it send nothing.")
  private boolean off;

  NotifyRuleCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    Notices notices = invocation.organisation(organisation).notices();
    notices.rule(new NoticeRule(name, Set.copyOf(events), scope, atLeast, channels, !off));
    invocation.print(NotifyCommand.Overview.of(organisation, notices));
    return ExitCode.OK.number();
  }
}
