package io.plimsoll.notifier.webhook;

import io.plimsoll.api.notice.Notifier;
import io.plimsoll.api.notice.OpenChannel;
import io.plimsoll.api.plugin.Grant;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;

/**
 * Posts an adaptive card to a workflow of Microsoft Teams.
 *
 * <p>Settings: {@code url} (secret: who has it can post), {@code allow}, {@code ca}.
 */
@Plugin(
    name = "teams",
    type = Notifier.class,
    needs = Grant.NETWORK,
    uses = {Grant.RESOURCE_NAMES, Grant.TAGS})
public final class TeamsNotifier implements Notifier {
  private final Names names;

  /** For the host. */
  public TeamsNotifier() {
    this(InetAddress::getAllByName);
  }

  TeamsNotifier(Names names) {
    this.names = names;
  }

  @Override
  public OpenChannel open(PluginSettings settings) {
    TargetSettings target = new TargetSettings(settings, names);
    URI url = target.address("url", true);
    return new PostChannel(target.target(url), new TeamsForm(), Map.of(), "");
  }
}
