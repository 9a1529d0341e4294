package io.plimsoll.cli;

import io.plimsoll.api.notice.NoticeChannel;
import io.plimsoll.api.notice.NoticeRule;
import io.plimsoll.api.notice.Notices;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code notify}, which lists; its commands set up channels and rules, try them and show what was sent. */
@Command(
    name = "notify",
    description = "List who is told what: channels and the rules that send to them.",
    customSynopsis = {
      "plimsoll notify ORG",
      "plimsoll notify channel|rule|remove|test|deliveries ORG ..."
    },
    footer = {
      "",
      "Examples:",
      "  plimsoll notify acme",
      "  plimsoll notify channel acme ops --via webhook --set url=https://ops.example/hook --set key=env:HOOK_KEY",
      "  plimsoll notify rule acme pages --on anomaly-detected,anomaly-worse --at-least high --to ops",
      "  plimsoll notify test acme ops",
      "  plimsoll notify deliveries acme",
      "  plimsoll notify remove acme rule pages"
    })
final class NotifyCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;
  @Spec private CommandSpec spec = CommandSpec.create();

  // Not required for picocli, which would ask for it in front of the commands, too.
  @Parameters(paramLabel = "ORG", arity = "0..1", description = "The organisation.")
  private @Nullable String organisation;

  private NotifyCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  static CommandLine tree(Invocation invocation) {
    return new CommandLine(new NotifyCommand(invocation))
        .addSubcommand(new NotifyChannelCommand(invocation))
        .addSubcommand(new NotifyRuleCommand(invocation))
        .addSubcommand(new NotifyRemoveCommand(invocation))
        .addSubcommand(new NotifyTestCommand(invocation))
        .addSubcommand(new NotifyDeliveriesCommand(invocation));
  }

  @Override
  public Integer call() {
    if (organisation == null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "Missing required parameter: 'ORG'");
    }
    invocation.print(Overview.of(organisation, invocation.organisation(organisation).notices()));
    return ExitCode.OK.number();
  }

  /** Everything set up. */
  record Overview(String organisation, List<NoticeChannel> channels, List<NoticeRule> rules) implements View {
    static Overview of(String organisation, Notices notices) {
      return new Overview(organisation, notices.channels(), notices.rules());
    }

    @Override
    public void page(Page page) {
      if (channels.isEmpty()) {
        page.sentence("", "Nobody is told anything of " + organisation + ": it has no channel.");
        return;
      }
      TextTable table = new TextTable().text("Channel").text("Via").text("Settings").text("On");
      channels.forEach(c -> table.row(c.name(), c.notifier(), named(c.settings()), c.enabled() ? "yes" : "no"));
      page.table(table);
      page.blank();
      if (rules.isEmpty()) {
        page.sentence("", "No rule sends to them.");
        return;
      }
      TextTable sent = new TextTable().text("Rule").text("Tells of").text("Scope").text("At least").text("To").text("On");
      rules.forEach(
          r ->
              sent.row(
                  r.name(), events(r), named(r.scope()), r.atLeast() == null ? "" : Exact.name(r.atLeast()),
                  String.join(", ", r.channels()), r.enabled() ? "yes" : "no"));
      page.table(sent);
    }

    @Override
    public Map<String, @Nullable Object> json() {
      return Exact.object(
          "channels",
              channels.stream()
                  .map(
                      c ->
                          Exact.object(
                              "name", c.name(), "notifier", c.notifier(), "settings", c.settings(), "enabled", c.enabled()))
                  .toList(),
          "rules",
              rules.stream()
                  .map(
                      r ->
                          Exact.object(
                              "name", r.name(), "events", r.events().stream().map(Exact::name).toList(), "scope", r.scope(),
                              "atLeast", r.atLeast(), "channels", r.channels(), "enabled", r.enabled()))
                  .toList());
    }

    @Override
    public Grid grid() {
      Grid grid = Grid.of("rule", "events", "scope", "atLeast", "channels", "enabled");
      rules.forEach(
          r -> grid.row(r.name(), events(r), named(r.scope()), r.atLeast(), String.join(", ", r.channels()), r.enabled()));
      return grid;
    }

    private static String events(NoticeRule rule) {
      return rule.events().stream().map(Exact::name).collect(Collectors.joining(", "));
    }

    private static String named(Map<String, String> values) {
      return values.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(", "));
    }
  }
}
