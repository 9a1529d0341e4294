package io.plimsoll.notifier.webhook;

import io.plimsoll.api.notice.Notifier;
import java.util.Map;
import java.util.Set;

class WebhookContractTest extends HookContract {
  @Override
  protected Notifier newPlugin() {
    return new WebhookNotifier();
  }

  @Override
  Map<String, String> own() {
    return Map.of("key", "k3y-of-the-hook", "authorization", "Bearer t0ken-of-the-hook", "headers", "X-Team: finops");
  }

  @Override
  protected Set<String> secrets() {
    return Set.of("k3y-of-the-hook", "t0ken-of-the-hook");
  }
}
