package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.notice.Delivery;
import io.plimsoll.api.notice.Delivery.Outcome;
import io.plimsoll.api.notice.Notifier;
import io.plimsoll.api.notice.OpenChannel;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.testkit.ExampleNotice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link Notifier} must do. Point yours at a server of the test, never at people. */
public abstract class NotifierContract extends PluginContract<Notifier> {
  private static final String UNKNOWN = "no-such-setting";

  /** For the authors of notifiers. */
  protected NotifierContract() {
    super(Notifier.class);
  }

  /** What the server of the test does with what it gets. */
  public enum Mood {
    /** It takes all. */
    TAKES,
    /** It is there and cannot take anything now. */
    BUSY,
    /** It will never take what this channel sends. */
    REFUSES,
    /** Nothing listens where it was. */
    GONE
  }

  /** Settings of a channel to the server of the test; secrets as they are read, not as references. */
  protected abstract Map<String, String> settings();

  /** What the server does from now on. */
  protected abstract void serverIs(Mood mood);

  /** What the server took, as text, oldest first. */
  protected abstract List<String> received();

  /** What must never be said, such as a password in the settings; none when not overridden. */
  protected Set<String> secrets() {
    return Set.of();
  }

  @Test
  void aNoticeArrivesWithWhatItSaysAndItsId() {
    try (OpenChannel channel = open()) {
      Delivery delivery = channel.deliver(ExampleNotice.anomaly("n-4711"), ExampleNotice.AT);
      assertThat(delivery.outcome()).as("what came of it (%s)", delivery.detail()).isEqualTo(Outcome.DELIVERED);
    }
    assertThat(received()).as("what arrived").hasSize(1);
    assertThat(received().get(0)).as("what arrived").contains("n-4711", "Azure OpenAI", "610.50", "2025-11-18");
  }

  @Test
  void aTestArrivesAndOpeningAloneSendsNothing() {
    try (OpenChannel channel = open()) {
      assertThat(received()).as("sent by opening").isEmpty();
      assertThat(channel.deliver(ExampleNotice.test("n-1"), ExampleNotice.AT).outcome()).isEqualTo(Outcome.DELIVERED);
    }
    assertThat(received()).hasSize(1);
  }

  @Test
  void whatCannotBeTakenNowMayBeTriedAgain() {
    serverIs(Mood.BUSY);
    try (OpenChannel channel = open()) {
      assertThat(tried(channel, "a busy server").outcome()).as("of a busy server").isEqualTo(Outcome.UNAVAILABLE);
    }
  }

  @Test
  void whatWillNeverBeTakenIsNotTriedAgain() {
    serverIs(Mood.REFUSES);
    try (OpenChannel channel = open()) {
      assertThat(tried(channel, "a refusal").outcome()).as("of a refusal").isEqualTo(Outcome.REFUSED);
    }
  }

  @Test
  void aServerThatIsGoneMayComeBack() {
    Map<String, String> settings = settings();
    serverIs(Mood.GONE);
    try (OpenChannel channel = plugin.open(PluginSettings.of(settings))) {
      assertThat(tried(channel, "a server that is gone").outcome()).as("of a server that is gone").isEqualTo(Outcome.UNAVAILABLE);
    }
  }

  @Test
  void oddWordsArriveAndBreakNothing() {
    String odd = "\"quoted\" <b>&amp;</b> \\ {x} [y](z) *w* 漢字 😀 \u0000\u0007 line\r\nBcc: everyone@example.org\r\n\r\n.\r\nend";
    try (OpenChannel channel = open()) {
      for (String title : List.of("t " + odd, "t ".repeat(1500), "")) {
        Delivery delivery = channel.deliver(ExampleNotice.anomaly("n-2", title, odd.repeat(200)), ExampleNotice.AT);
        assertThat(delivery.outcome()).as("what came of odd words (%s)", delivery.detail()).isEqualTo(Outcome.DELIVERED);
      }
    }
    assertThat(received()).hasSize(3);
  }

  @Test
  void aSettingItDoesNotKnowIsRefusedByName() {
    Map<String, String> more = new HashMap<>(settings());
    more.put(UNKNOWN, "1");
    PlimsollException refused =
        Calls.fails("the setting " + UNKNOWN, () -> plugin.open(PluginSettings.of(more)).close(), ErrorCode.INVALID_REQUEST);
    assertThat(refused).hasMessageContaining(UNKNOWN);
    quiet("the refusal", refused.getMessage() + refused.advice());
  }

  @Test
  void settingsThatAreMissingAreRefused() {
    Calls.fails("no setting at all", () -> plugin.open(PluginSettings.none()).close(), ErrorCode.INVALID_REQUEST);
  }

  @Test
  void nothingSecretIsPrinted() {
    try (OpenChannel channel = open()) {
      quiet("notifier and channel as text", plugin + " " + channel);
    }
  }

  @Test
  void channelsAreIndependentAndCloseTwice() {
    OpenChannel first = open();
    try (OpenChannel second = open()) {
      first.close();
      assertThatCode(first::close).as("closing again").doesNotThrowAnyException();
      assertThat(second.deliver(ExampleNotice.test("n-3"), ExampleNotice.AT).outcome()).isEqualTo(Outcome.DELIVERED);
    }
  }

  @Test
  void severalThreadsMaySendAtTheSameTime() throws Exception {
    AtomicInteger number = new AtomicInteger();
    try (OpenChannel channel = open()) {
      List<Outcome> outcomes =
          Calls.together(
              () -> channel.deliver(ExampleNotice.anomaly("n-1" + number.incrementAndGet()), ExampleNotice.AT).outcome());
      assertThat(outcomes).containsOnly(Outcome.DELIVERED);
      assertThat(received()).as("what arrived").hasSize(outcomes.size());
    }
  }

  private OpenChannel open() {
    return plugin.open(PluginSettings.of(settings()));
  }

  private Delivery tried(OpenChannel channel, String what) {
    Delivery[] delivery = new Delivery[1];
    assertThatCode(() -> delivery[0] = channel.deliver(ExampleNotice.anomaly("n-5"), ExampleNotice.AT))
        .as("%s is answered, not thrown", what)
        .doesNotThrowAnyException();
    assertThat(delivery[0].detail()).as("what is said of %s", what).isNotBlank();
    quiet("what is said of " + what, delivery[0].detail());
    return delivery[0];
  }

  private void quiet(String what, String text) {
    for (String secret : secrets()) {
      assertThat(text).as(what).doesNotContain(secret);
    }
  }
}
