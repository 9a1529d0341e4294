package io.plimsoll.notifier.webhook;

import io.plimsoll.api.notice.Notifier;
import io.plimsoll.api.notice.OpenChannel;
import io.plimsoll.api.plugin.Grant;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.net.InetAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Posts all that a notice says, as JSON, to any address.
 *
 * <p>Settings: {@code url}; {@code key} (secret) to sign with HMAC-SHA256; {@code authorization} (secret), the header of
 * that name; {@code headers}, more of them; {@code allow}, ranges of private addresses that are meant; {@code ca}.
 */
@Plugin(
    name = "webhook",
    type = Notifier.class,
    needs = Grant.NETWORK,
    uses = {Grant.RESOURCE_NAMES, Grant.TAGS})
public final class WebhookNotifier implements Notifier {
  private final Names names;

  /** For the host. */
  public WebhookNotifier() {
    this(InetAddress::getAllByName);
  }

  WebhookNotifier(Names names) {
    this.names = names;
  }

  @Override
  public OpenChannel open(PluginSettings settings) {
    TargetSettings target = new TargetSettings(settings, names);
    URI url = target.address("url", false);
    String key = settings.secret("key", "");
    String authorization = settings.secret("authorization", "");
    Map<String, String> headers = new LinkedHashMap<>(target.headers("headers"));
    if (authorization.chars().anyMatch(c -> c < ' ' || c > '~')) {
      settings.refuse("authorization", "has characters that no header has");
    } else if (!authorization.isEmpty()) {
      headers.put("Authorization", authorization);
    }
    return new PostChannel(target.target(url), new WebhookForm(), headers, key);
  }
}
