package io.plimsoll.cli;

import io.plimsoll.api.notice.NoticeChannel;
import io.plimsoll.api.notice.Notices;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code notify channel}. */
@Command(
    name = "channel",
    description = "Add a channel, or replace the one of this name.",
    footer = {
      "",
      "Secrets are given by reference: env:NAME for a variable of the host's environment, file:PATH for a file.",
      "All problems of the settings are told at once, and then nothing is changed.",
      "Examples:",
      "  plimsoll notify channel acme ops --via webhook --set url=https://ops.example/hook --set key=env:HOOK_KEY",
      "  plimsoll notify channel acme finance --via email --set host=mail.example --set from=plimsoll@acme.example \\",
      "      --set to=finance@acme.example --set user=plimsoll --set password=file:/run/secrets/mail",
      "  plimsoll notify channel acme chat --via teams --set url=env:TEAMS_URL"
    })
final class NotifyChannelCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "How the channel is called.")
  private String name = "";

  @Option(names = "--via", required = true, paramLabel = "NOTIFIER",
      description = "The plug-in that brings notices there: email, webhook, teams, slack, jira, servicenow.")
  private String via = "";

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting; may be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(names = "--off", description = "Keep it, but let no rule send to it.")
  private boolean off;

  NotifyChannelCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    Notices notices = invocation.organisation(organisation).notices();
    notices.channel(new NoticeChannel(name, via, settings, !off));
    invocation.print(NotifyCommand.Overview.of(organisation, notices));
    return ExitCode.OK.number();
  }
}
