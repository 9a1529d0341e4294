package io.plimsoll.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.api.notice.Delivery;
import io.plimsoll.api.notice.Notifier;
import io.plimsoll.api.notice.OpenChannel;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.testkit.ExampleNotice;
import io.plimsoll.testkit.contract.NotifierContract.Mood;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookTest {
  @TempDir static Path folder;
  private static HookServer.Certificate certificate;
  private HookServer server;

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

  @Test
  void theSignatureIsOverTimeAndBody() throws Exception {
    send(new WebhookNotifier(), settings(Map.of("key", "whsec-1", "headers", "X-Team: finops; X-Env: prod")), ExampleNotice.AT);

    HookServer.Taken taken = server.taken.get(0);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("whsec-1".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    long seconds = ExampleNotice.AT.getEpochSecond();
    String expected = HexFormat.of().formatHex(mac.doFinal((seconds + "." + taken.body()).getBytes(StandardCharsets.UTF_8)));
    assertThat(taken.headers())
        .containsEntry("X-Plimsoll-Signature", "t=" + seconds + ",v1=" + expected)
        .containsEntry("X-Plimsoll-Notice", "n-1")
        .containsEntry("X-Plimsoll-Event", "anomaly-detected")
        .containsEntry("X-Team", "finops")
        .containsEntry("X-Env", "prod");
    JsonNode body = new ObjectMapper().readTree(taken.body());
    assertThat(body.path("anomaly").path("actualPerDay").asText()).isEqualTo("610.50");
    assertThat(body.path("anomaly").path("causes").get(0).path("resources").get(0).path("resource").asText()).isEqualTo("/gpt-batch");
    assertThat(body.path("event").asText()).isEqualTo("anomaly-detected");
  }

  @Test
  void nothingGoesToPrivateAddressesUnlessTheyAreAllowed() {
    Map<String, String> settings = settings(Map.of());
    settings.remove("allow");
    Delivery delivery = send(new WebhookNotifier(), settings, ExampleNotice.AT);
    assertThat(delivery)
        .isEqualTo(
            Delivery.refused("localhost leads into a private network; allow its range with the setting allow if that is right"));
    assertThat(server.taken).isEmpty();
  }

  @Test
  void aLiteralAddressIsCheckedToo() {
    Map<String, String> settings = settings(Map.of());
    settings.remove("allow");
    for (String host : new String[] {"127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f000001", "0177.0.0.1", "169.254.169.254"}) {
      settings.put("url", "https://" + host + ":" + server.port() + "/");
      Delivery.Outcome outcome;
      try {
        outcome = send(new WebhookNotifier(), settings, ExampleNotice.AT).outcome();
      } catch (io.plimsoll.api.PlimsollException e) {
        outcome = Delivery.Outcome.REFUSED;
      }
      assertThat(outcome).as(host).isNotEqualTo(Delivery.Outcome.DELIVERED);
    }
    assertThat(server.taken).isEmpty();
  }

  @Test
  void aNameThatChangesItsAnswerIsAskedOnceAndItsAnswerIsUsed() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    InetAddress open = InetAddress.getByAddress(new byte[] {93, (byte) 184, (byte) 216, 34});
    Names rebinding =
        host -> new InetAddress[] {asked.incrementAndGet() == 1 ? InetAddress.getLoopbackAddress() : open};
    Map<String, String> settings = settings(Map.of());
    settings.put("url", "https://hooks.example:" + server.port() + "/");
    assertThat(send(new WebhookNotifier(rebinding), settings, ExampleNotice.AT).outcome()).isEqualTo(Delivery.Outcome.DELIVERED);
    assertThat(asked).hasValue(1);

    settings.remove("allow");
    Names mixed = host -> new InetAddress[] {open, InetAddress.getLoopbackAddress()};
    assertThat(send(new WebhookNotifier(mixed), settings, ExampleNotice.AT).outcome()).isEqualTo(Delivery.Outcome.REFUSED);
    assertThat(server.taken).hasSize(1);
  }

  @Test
  void redirectsAreNotFollowed() {
    server.redirect = server.url("/elsewhere");
    Delivery delivery = send(new WebhookNotifier(), settings(Map.of()), ExampleNotice.AT);
    assertThat(delivery.outcome()).isEqualTo(Delivery.Outcome.REFUSED);
    assertThat(delivery.detail()).startsWith("307").endsWith("redirects are not followed");
    assertThat(server.taken).isEmpty();
  }

  @Test
  void aCertificateOfSomebodyElseIsNotTrusted() {
    Map<String, String> settings = settings(Map.of());
    settings.remove("ca");
    Delivery delivery = send(new WebhookNotifier(), settings, ExampleNotice.AT);
    assertThat(delivery.outcome()).isEqualTo(Delivery.Outcome.UNAVAILABLE);
    assertThat(delivery.detail()).startsWith("no secure connection to localhost");

    Map<String, String> otherName = settings(Map.of());
    otherName.put("url", "https://other.example:" + server.port() + "/");
    Names loopback = host -> new InetAddress[] {InetAddress.getLoopbackAddress()};
    assertThat(send(new WebhookNotifier(loopback), otherName, ExampleNotice.AT).outcome()).isEqualTo(Delivery.Outcome.UNAVAILABLE);
    assertThat(server.taken).isEmpty();
  }

  @Test
  void howLongToWaitIsPassedOn() {
    server.mood = Mood.BUSY;
    assertThat(send(new WebhookNotifier(), settings(Map.of()), ExampleNotice.AT))
        .isEqualTo(Delivery.unavailable("503 Service Unavailable", Duration.ofMinutes(2)));
  }

  @Test
  void teamsTakesAnAdaptiveCardWith202() throws Exception {
    server.takes = 202;
    assertThat(send(new TeamsNotifier(), settings(Map.of()), ExampleNotice.AT).detail()).startsWith("202");
    JsonNode card = new ObjectMapper().readTree(server.taken.get(0).body()).path("attachments").get(0);
    assertThat(card.path("contentType").asText()).isEqualTo("application/vnd.microsoft.card.adaptive");
    assertThat(card.path("content").path("type").asText()).isEqualTo("AdaptiveCard");
    assertThat(card.path("content").path("body").get(2).path("facts").size()).isEqualTo(6);
  }

  @Test
  void jiraAndServiceNowAreToldInTheirOwnWords() throws Exception {
    server.takes = 201;
    send(new JiraNotifier(), settings(Map.of("user", "ann", "token", "t0k", "project", "FIN")), ExampleNotice.AT);
    send(new ServiceNowNotifier(), settings(Map.of("user", "ann", "token", "t0k", "group", "FinOps")), ExampleNotice.AT);
    assertThat(server.taken).extracting(HookServer.Taken::path).containsExactly("/rest/api/2/issue", "/api/now/table/incident");
    JsonNode issue = new ObjectMapper().readTree(server.taken.get(0).body()).path("fields");
    assertThat(issue.path("project").path("key").asText()).isEqualTo("FIN");
    assertThat(issue.path("labels").get(1).asText()).isEqualTo("an-0123456789ab");
    JsonNode incident = new ObjectMapper().readTree(server.taken.get(1).body());
    assertThat(incident.path("correlation_id").asText()).isEqualTo("an-0123456789ab");
    assertThat(incident.path("urgency").asText()).isEqualTo("1");
  }

  @Test
  void everyProblemOfTheSettingsIsToldAtOnceWithoutTheSecret() {
    Map<String, String> wrong = new HashMap<>();
    wrong.put("url", "http://ops.example/hook");
    wrong.put("headers", "Host: other");
    wrong.put("allow", "10.0.0.0/99");
    wrong.put("ca", "nonsense");
    assertThatThrownBy(() -> new WebhookNotifier().open(PluginSettings.of(wrong)))
        .hasMessageContaining("url is not https; nothing is sent that others could read or change on its way")
        .hasMessageContaining("headers cannot set Host")
        .hasMessageContaining("allow holds what is no range of addresses such as 10.1.0.0/16: 10.0.0.0/99")
        .hasMessageContaining("ca is no certificate in PEM");
    assertThatThrownBy(() -> new WebhookNotifier().open(PluginSettings.of(Map.of("url", "https://ann:pw@ops.example/"))))
        .hasMessageContaining("without user").hasMessageNotContaining("pw");
    assertThatThrownBy(() -> new TeamsNotifier().open(PluginSettings.of(Map.of("url", "https://t.example/x"), r -> "")))
        .hasMessageContaining("url is a secret; give a reference to it");
  }

  @Test
  void aServerThatNeverEndsItsAnswerIsLeft() throws Exception {
    // given: one that speaks in the clear and slowly, so that not even the handshake ends
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread drip =
          new Thread(
              () -> {
                try (Socket socket = silent.accept(); InputStream in = socket.getInputStream(); OutputStream out = socket.getOutputStream()) {
                  in.read();
                  silent.close();
                  in.readAllBytes();
                  out.flush();
                } catch (java.io.IOException e) {
                  // The client left, as it should.
                }
              },
              "drip");
      drip.start();
      URI uri = URI.create("https://localhost:" + silent.getLocalPort() + "/");
      CheckedNames names = new CheckedNames(InetAddress::getAllByName, AddressRules.allowing("127.0.0.0/8,::1"));
      try (HttpsTarget target = new HttpsTarget(uri, names, Trust.of(server.pem()), Duration.ofSeconds(1))) {
        assertThat(target.post(new byte[] {'{', '}'}, Map.of()))
            .isEqualTo(Delivery.unavailable("localhost cannot be reached: no answer within 1 s", null));
      }
      drip.join(5000);
      assertThat(drip.isAlive()).isFalse();
    }
  }

  private static Delivery send(Notifier notifier, Map<String, String> settings, Instant at) {
    try (OpenChannel channel = notifier.open(PluginSettings.of(settings))) {
      return channel.deliver(ExampleNotice.anomaly("n-1"), at);
    }
  }

  private Map<String, String> settings(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("url", server.url("/hook"));
    settings.put("allow", "127.0.0.0/8,::1");
    settings.put("ca", server.pem());
    return settings;
  }
}
