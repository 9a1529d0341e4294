package io.plimsoll.notifier.webhook;

import io.plimsoll.api.notice.Notifier;
import io.plimsoll.api.notice.OpenChannel;
import io.plimsoll.api.plugin.Grant;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Makes an issue of Jira of each notice.
 *
 * <p>Settings: {@code url}, such as {@code https://acme.atlassian.net}; {@code user}; {@code token} (secret); {@code
 * project}, its key; {@code type}, of issues (default Task); {@code allow}; {@code ca}.
 */
@Plugin(
    name = "jira",
    type = Notifier.class,
    needs = Grant.NETWORK,
    uses = {Grant.RESOURCE_NAMES, Grant.TAGS})
public final class JiraNotifier implements Notifier {
  private final Names names;

  /** For the host. */
  public JiraNotifier() {
    this(InetAddress::getAllByName);
  }

  JiraNotifier(Names names) {
    this.names = names;
  }

  @Override
  public OpenChannel open(PluginSettings settings) {
    TargetSettings target = new TargetSettings(settings, names);
    URI url = target.address("url", false);
    Map<String, String> headers = BasicAuth.headers(target, settings);
    String project = target.required("project");
    String type = settings.text("type", "Task");
    Form form =
        n ->
            Body.object(
                "fields",
                Body.object(
                    "project", Body.object("key", project), "issuetype", Body.object("name", type), "summary",
                    Form.line(n.title(), 250), "description", TicketTexts.description(n), "labels",
                    List.of("plimsoll", TicketTexts.subject(n))));
    HttpsTarget issues = target.target(url == null ? null : url.resolve("/rest/api/2/issue"));
    return new PostChannel(issues, form, headers, "");
  }
}
