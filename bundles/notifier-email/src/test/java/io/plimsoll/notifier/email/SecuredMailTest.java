package io.plimsoll.notifier.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.plimsoll.api.notice.Delivery;
import io.plimsoll.api.notice.OpenChannel;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.testkit.ExampleNotice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in over TLS, with a certificate that is trusted only when it was named. */
class SecuredMailTest {
  @TempDir static Path folder;
  private static GreenMail mail;
  private static String pem = "";

  /** Once: GreenMail reads its certificate once in a JVM. */
  @BeforeAll
  static void startTheServer() throws Exception {
    Path store = folder.resolve("mail.p12");
    keytool("-genkeypair", "-alias", "mail", "-keyalg", "RSA", "-dname", "CN=mail", "-ext", "SAN=DNS:localhost,IP:127.0.0.1",
        "-validity", "30", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", "changeit");
    pem = keytool("-exportcert", "-rfc", "-alias", "mail", "-keystore", store.toString(), "-storepass", "changeit");
    System.setProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY, store.toString());
    System.setProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_PASSWORD_PROPERTY, "changeit");
    ServerSetup setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS);
    setup.setServerStartupTimeout(30_000);
    mail = new GreenMail(setup);
    mail.start();
    GreenMailUser user = mail.setUser("finance@acme.example", "plimsoll", "pa55-of-mail");
    assertThat(user.getLogin()).isEqualTo("plimsoll");
  }

  @AfterAll
  static void stopTheServer() {
    mail.stop();
    System.clearProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY);
    System.clearProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_PASSWORD_PROPERTY);
  }

  @BeforeEach
  void emptyTheMailbox() throws Exception {
    mail.purgeEmailFromAllMailboxes();
  }

  @Test
  void aNamedCertificateIsTrustedAndThePasswordTaken() {
    assertThat(send(Map.of("ca", pem)).outcome()).isEqualTo(Delivery.Outcome.DELIVERED);
    assertThat(mail.getReceivedMessages()).hasSize(1);
  }

  @Test
  void aCertificateThatNobodyNamedIsNotTrusted() {
    Delivery delivery = send(Map.of());
    assertThat(delivery.outcome()).isEqualTo(Delivery.Outcome.UNAVAILABLE);
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void aWrongPasswordIsNotTriedAgain() {
    Delivery delivery = send(Map.of("ca", pem, "password", "wr0ng-password"));
    assertThat(delivery).isEqualTo(Delivery.refused("localhost does not accept the user and password"));
  }

  private Delivery send(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("host", "localhost");
    settings.put("port", Integer.toString(mail.getSmtps().getPort()));
    settings.put("security", "tls");
    settings.put("user", "plimsoll");
    settings.put("password", "pa55-of-mail");
    settings.put("from", "plimsoll@acme.example");
    settings.put("to", "finance@acme.example");
    settings.putAll(more);
    try (OpenChannel channel = new EmailNotifier().open(PluginSettings.of(settings))) {
      return channel.deliver(ExampleNotice.anomaly("n-1"), ExampleNotice.AT);
    }
  }

  private static String keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    Path said = Files.createTempFile("keytool", ".txt");
    Process process = new ProcessBuilder(command).redirectOutput(said.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException("keytool failed");
    }
    String text = Files.readString(said, StandardCharsets.UTF_8);
    Files.delete(said);
    return text;
  }
}
