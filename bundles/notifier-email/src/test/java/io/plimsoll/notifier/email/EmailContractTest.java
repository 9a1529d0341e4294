package io.plimsoll.notifier.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.plimsoll.api.notice.Delivery;
import io.plimsoll.api.notice.Notifier;
import io.plimsoll.api.notice.OpenChannel;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.testkit.ExampleNotice;
import io.plimsoll.testkit.contract.NotifierContract;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against GreenMail, a real mail server; replies that it never gives come from one that speaks just enough SMTP. */
class EmailContractTest extends NotifierContract {
  private GreenMail mail;
  private StubbornServer stubborn;

  @BeforeEach
  void startTheServers() throws Exception {
    ServerSetup setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    setup.setServerStartupTimeout(30_000);
    mail = new GreenMail(setup);
    mail.start();
    stubborn = null;
  }

  @AfterEach
  void stopTheServers() throws Exception {
    mail.stop();
    if (stubborn != null) {
      stubborn.close();
    }
  }

  @Override
  protected Notifier newPlugin() {
    return new EmailNotifier();
  }

  @Override
  protected Map<String, String> settings() {
    int port = stubborn == null ? mail.getSmtp().getPort() : stubborn.port();
    Map<String, String> settings = new HashMap<>();
    settings.put("host", "127.0.0.1");
    settings.put("port", Integer.toString(port));
    settings.put("security", "none");
    settings.put("from", "plimsoll@acme.example");
    settings.put("to", "finance@acme.example, Ann <ann@acme.example>");
    return settings;
  }

  @Override
  protected void serverIs(Mood mood) {
    switch (mood) {
      case TAKES -> stubborn = null;
      case BUSY -> stubborn = new StubbornServer("421 Too busy");
      case REFUSES -> stubborn = new StubbornServer("550 No such mailbox");
      case GONE -> mail.stop();
    }
  }

  @Override
  protected List<String> received() {
    // One for each of the two addresses.
    List<String> all = Arrays.stream(mail.getReceivedMessages()).map(EmailContractTest::text).toList();
    return all.subList(0, all.size() / 2);
  }

  @Test
  void nothingInANoticeBecomesAHeader() throws Exception {
    try (OpenChannel channel = new EmailNotifier().open(PluginSettings.of(settings()))) {
      channel.deliver(ExampleNotice.anomaly("n-1\r\nBcc: a@b.c", "Hello\r\nBcc: everyone@acme.example", "text"), ExampleNotice.AT);
    }
    MimeMessage message = mail.getReceivedMessages()[0];
    assertThat(message.getHeader("Bcc")).isNull();
    assertThat(message.getSubject()).isEqualTo("Hello Bcc: everyone@acme.example");
    assertThat(message.getMessageID()).isEqualTo("<n-1--Bcc--a-b.c@plimsoll.invalid>");
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
  }

  @Test
  void everyProblemOfTheSettingsIsToldAtOnce() {
    Map<String, String> wrong =
        Map.of("from", "not an address", "security", "none", "user", "ann", "password", "s3cr3t", "port", "0");
    assertThatThrownBy(() -> new EmailNotifier().open(PluginSettings.of(wrong)))
        .hasMessageContaining("host is missing")
        .hasMessageContaining("to is missing")
        .hasMessageContaining("from holds what is no mail address: 'not an address'")
        .hasMessageContaining("security is none, and a password is never sent in the clear")
        .hasMessageContaining("port is no port from 1 to 65535")
        .hasMessageNotContaining("s3cr3t");
  }

  @Test
  void aServerThatCannotSecureTheConnectionIsNotUsed() {
    Map<String, String> settings = settings();
    settings.put("security", "starttls");
    try (OpenChannel channel = new EmailNotifier().open(PluginSettings.of(settings))) {
      assertThat(channel.deliver(ExampleNotice.anomaly("n-1"), ExampleNotice.AT).outcome()).isEqualTo(Delivery.Outcome.UNAVAILABLE);
    }
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  private static String text(MimeMessage message) {
    return GreenMailUtil.getHeaders(message) + "\n" + GreenMailUtil.getBody(message).replace("=\r\n", "").replace("=3D", "=");
  }
}
