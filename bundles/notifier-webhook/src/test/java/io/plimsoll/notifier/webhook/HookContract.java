package io.plimsoll.notifier.webhook;

import io.plimsoll.testkit.contract.NotifierContract;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What all notifiers of this bundle must do, against a real server. */
abstract class HookContract extends NotifierContract {
  @TempDir static Path folder;
  private static HookServer.Certificate certificate;
  HookServer server;

  @BeforeAll
  static void makeTheCertificate() throws Exception {
    certificate = HookServer.Certificate.in(folder);
  }

  @BeforeEach
  void startTheServer() throws Exception {
    server = new HookServer(certificate);
  }

  @AfterEach
  void stopTheServer() {
    server.close();
  }

  /** The settings but for the address and whom to trust. */
  abstract Map<String, String> own();

  @Override
  protected Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(own());
    settings.put("url", server.url("/hook/s3cr3t-path"));
    settings.put("allow", "127.0.0.0/8,::1");
    settings.put("ca", server.pem());
    return settings;
  }

  @Override
  protected void serverIs(Mood mood) {
    server.is(mood);
  }

  @Override
  protected List<String> received() {
    return server.taken.stream().map(t -> t.headers() + "\n" + t.body()).toList();
  }
}
