package io.plimsoll.notifier.webhook;

import io.plimsoll.api.notice.Notifier;
import java.util.Map;
import java.util.Set;

class TeamsContractTest extends HookContract {
  @Override
  protected Notifier newPlugin() {
    return new TeamsNotifier();
  }

  @Override
  Map<String, String> own() {
    return Map.of();
  }

  @Override
  protected Set<String> secrets() {
    return Set.of("s3cr3t-path");
  }
}
