package io.plimsoll.notifier.webhook;

import io.plimsoll.api.anomaly.Severity;
import io.plimsoll.api.notice.Notice;
import io.plimsoll.api.notice.Notifier;
import io.plimsoll.api.notice.OpenChannel;
import io.plimsoll.api.plugin.Grant;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;

/**
 * Makes an incident of ServiceNow of each notice; those about one anomaly share a correlation id.
 *
 * <p>Settings: {@code url}, such as {@code https://acme.service-now.com}; {@code user}; {@code token} (secret: the
 * password); {@code group}, that it is assigned to; {@code allow}; {@code ca}.
 */
@Plugin(
    name = "servicenow",
    type = Notifier.class,
    needs = Grant.NETWORK,
    uses = {Grant.RESOURCE_NAMES, Grant.TAGS})
public final class ServiceNowNotifier implements Notifier {
  private final Names names;

  /** For the host. */
  public ServiceNowNotifier() {
    this(InetAddress::getAllByName);
  }

  ServiceNowNotifier(Names names) {
    this.names = names;
  }

  @Override
  public OpenChannel open(PluginSettings settings) {
    TargetSettings target = new TargetSettings(settings, names);
    URI url = target.address("url", false);
    Map<String, String> headers = BasicAuth.headers(target, settings);
    String group = settings.text("group", "");
    Form form =
        n ->
            Body.object(
                "short_description", Form.line(n.title(), 150), "description", TicketTexts.description(n), "urgency",
                urgency(n), "impact", urgency(n), "correlation_id", TicketTexts.subject(n), "correlation_display", "Plimsoll",
                "assignment_group", group.isEmpty() ? null : group);
    HttpsTarget incidents = target.target(url == null ? null : url.resolve("/api/now/table/incident"));
    return new PostChannel(incidents, form, headers, "");
  }

  private static String urgency(Notice n) {
    Severity severity = n.severity();
    return severity == null || severity == Severity.MEDIUM ? "2" : severity == Severity.LOW ? "3" : "1";
  }
}
