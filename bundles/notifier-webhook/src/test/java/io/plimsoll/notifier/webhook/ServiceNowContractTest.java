package io.plimsoll.notifier.webhook;

import io.plimsoll.api.notice.Notifier;
import java.util.Map;
import java.util.Set;

class ServiceNowContractTest extends HookContract {
  @Override
  protected Notifier newPlugin() {
    return new ServiceNowNotifier();
  }

  @Override
  Map<String, String> own() {
    return Map.of("user", "plimsoll", "token", "t0ken-of-the-desk");
  }

  @Override
  protected Set<String> secrets() {
    return Set.of("t0ken-of-the-desk");
  }
}
