package io.plimsoll.host;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.notice.Delivery;
import io.plimsoll.api.notice.DeliveryRecord;
import io.plimsoll.api.notice.Notice;
import io.plimsoll.api.notice.NoticeChannel;
import io.plimsoll.api.notice.NoticeRule;
import io.plimsoll.api.notice.Notices;
import io.plimsoll.host.notice.NoticeTexts;
import io.plimsoll.host.state.NoticeState.Pending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The channels and rules of one organisation in the hands of one caller. */
final class OrganisationNotices implements Notices {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  private final Supplier<OpenWorkspace> workspace;
  private final String organisation;
  private final Caller caller;

  OrganisationNotices(Supplier<OpenWorkspace> workspace, String organisation, Caller caller) {
    this.workspace = workspace;
    this.organisation = organisation;
    this.caller = caller;
  }

  @Override
  public List<NoticeChannel> channels() {
    OpenWorkspace open = workspace.get();
    return open.audit().answer(caller, "channels.listed", "", Map.of(), () -> open.notices().channels());
  }

  @Override
  public NoticeChannel channel(NoticeChannel channel) {
    OpenWorkspace open = workspace.get();
    Map<String, String> details =
        Map.of(
            "notifier", channel.notifier(), "settings", String.join(",", channel.settings().keySet()), "enabled",
            Boolean.toString(channel.enabled()));
    return open.audit()
        .act(
            caller,
            "channel.set",
            channel.name(),
            details,
            () -> {
              requireName(channel.name());
              open.noticeDesk().check(channel);
              open.notices().save(channel);
              return channel;
            });
  }

  @Override
  public void removeChannel(String name) {
    OpenWorkspace open = workspace.get();
    open.audit()
        .act(
            caller,
            "channel.removed",
            name,
            Map.of(),
            () -> {
              known(open, name);
              List<String> users =
                  open.notices().rules().stream().filter(r -> r.channels().contains(name)).map(NoticeRule::name).toList();
              if (!users.isEmpty()) {
                throw new PlimsollException(
                    ErrorCode.REFUSED, "Rules send to channel " + name + ": " + String.join(", ", users) + ".",
                    "Change or remove them first: plimsoll notify remove ORG rule NAME.");
              }
              open.notices().removeChannel(name);
              return name;
            });
  }

  @Override
  public List<NoticeRule> rules() {
    OpenWorkspace open = workspace.get();
    return open.audit().answer(caller, "rules.listed", "", Map.of(), () -> open.notices().rules());
  }

  @Override
  public NoticeRule rule(NoticeRule rule) {
    OpenWorkspace open = workspace.get();
    Map<String, String> details = new HashMap<>();
    details.put("events", String.join(",", rule.events().stream().map(Enum::name).toList()));
    details.put("channels", String.join(",", rule.channels()));
    details.put("enabled", Boolean.toString(rule.enabled()));
    rule.scope().forEach((name, value) -> details.put("scope." + name, value));
    if (rule.atLeast() != null) {
      details.put("atLeast", rule.atLeast().name());
    }
    return open.audit()
        .act(
            caller,
            "rule.set",
            rule.name(),
            details,
            () -> {
              require(open, rule);
              open.notices().save(rule);
              return rule;
            });
  }

  @Override
  public void removeRule(String name) {
    OpenWorkspace open = workspace.get();
    open.audit()
        .act(
            caller,
            "rule.removed",
            name,
            Map.of(),
            () -> {
              if (open.notices().rules().stream().noneMatch(r -> r.name().equals(name))) {
                throw new PlimsollException(
                    ErrorCode.NOT_FOUND, "There is no rule " + name + ".", "See those there are: plimsoll notify ORG.");
              }
              open.notices().removeRule(name);
              return name;
            });
  }

  @Override
  public Delivery test(String channel) {
    OpenWorkspace open = workspace.get();
    known(open, channel);
    Notice notice =
        NoticeTexts.test(organisation, channel, caller.user(), open.clock().instant(), "test-" + UUID.randomUUID());
    open.notices().test(notice, channel);
    return open.noticeDesk().send(new Pending(notice, "", channel, 0), caller);
  }

  @Override
  public List<DeliveryRecord> deliveries(int limit) {
    OpenWorkspace open = workspace.get();
    return open.audit().answer(caller, "deliveries.listed", "", Map.of(), () -> open.notices().records(Math.max(1, limit)));
  }

  private static void require(OpenWorkspace open, NoticeRule rule) {
    requireName(rule.name());
    List<String> problems = new ArrayList<>();
    if (rule.events().isEmpty()) {
      problems.add("it names no event");
    }
    if (rule.events().contains(Notice.Event.TEST)) {
      problems.add("a test goes to its channel without a rule");
    }
    if (rule.channels().isEmpty()) {
      problems.add("it names no channel");
    }
    if (!problems.isEmpty()) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "Rule " + rule.name() + " cannot be used: " + String.join("; ", problems) + ".",
          "Name what it tells of and where it sends.");
    }
    rule.channels().forEach(channel -> known(open, channel));
  }

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "'" + name + "' cannot name a channel or rule.",
          "Use up to 63 lower-case letters, digits and hyphens, a letter first.");
    }
  }

  private static NoticeChannel known(OpenWorkspace open, String name) {
    List<NoticeChannel> all = open.notices().channels();
    return all.stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new PlimsollException(
                    ErrorCode.NOT_FOUND, "There is no channel " + name + ".",
                    all.isEmpty()
                        ? "Add one: plimsoll notify channel ORG NAME --via NOTIFIER."
                        : "Those there are: " + String.join(", ", all.stream().map(NoticeChannel::name).toList()) + "."));
  }
}
