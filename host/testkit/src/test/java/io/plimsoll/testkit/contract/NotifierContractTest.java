package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.notice.Delivery;
import io.plimsoll.api.notice.Notice;
import io.plimsoll.api.notice.Notifier;
import io.plimsoll.api.notice.OpenChannel;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.testkit.contract.NotifierContract.Mood;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of notifiers, held against a sound one and against wrong ones. */
class NotifierContractTest {
  private static Supplier<Notifier> made = Sound::new;
  private static Mood mood = Mood.TAKES;
  private static final List<String> TAKEN = new CopyOnWriteArrayList<>();

  /** What an author writes. */
  static class Subject extends NotifierContract {
    @BeforeEach
    void freshServer() {
      mood = Mood.TAKES;
      TAKEN.clear();
    }

    @Override
    protected Notifier newPlugin() {
      return made.get();
    }

    @Override
    protected Map<String, String> settings() {
      return Map.of("key", "k3y-of-the-channel");
    }

    @Override
    protected void serverIs(Mood now) {
      mood = now;
    }

    @Override
    protected List<String> received() {
      return TAKEN;
    }

    @Override
    protected Set<String> secrets() {
      return Set.of("k3y-of-the-channel");
    }
  }

  @Test
  void aSoundNotifierHoldsIt() {
    made = Sound::new;
    assertThat(Held.broken(Subject.class)).isEmpty();
    assertThat(Held.tests(Subject.class)).isEqualTo(12);
  }

  @Test
  void oneThatSaysItSentWithoutSendingBreaksIt() {
    assertThat(broken((s, n) -> Delivery.delivered("ok"))).contains("aNoticeArrivesWithWhatItSaysAndItsId");
  }

  @Test
  void oneThatLeavesTheIdOutBreaksIt() {
    assertThat(
            broken(
                (s, n) -> {
                  TAKEN.add(n.title() + n.text() + n.facts());
                  return Delivery.delivered("ok");
                }))
        .contains("aNoticeArrivesWithWhatItSaysAndItsId");
  }

  @Test
  void oneThatThrowsWhenTheServerIsBusyBreaksIt() {
    assertThat(
            broken(
                (s, n) -> {
                  if (mood != Mood.TAKES) {
                    throw new IllegalStateException("503");
                  }
                  return sent(n);
                }))
        .contains("whatCannotBeTakenNowMayBeTriedAgain", "whatWillNeverBeTakenIsNotTriedAgain", "aServerThatIsGoneMayComeBack");
  }

  @Test
  void oneThatTriesARefusalForeverBreaksIt() {
    assertThat(broken((s, n) -> mood == Mood.TAKES ? sent(n) : Delivery.unavailable("no", null)))
        .containsExactly("whatWillNeverBeTakenIsNotTriedAgain");
  }

  @Test
  void oneThatGivesUpOnABusyServerBreaksIt() {
    assertThat(broken((s, n) -> mood == Mood.TAKES ? sent(n) : Delivery.refused("no")))
        .contains("whatCannotBeTakenNowMayBeTriedAgain", "aServerThatIsGoneMayComeBack");
  }

  @Test
  void oneThatTellsItsKeyBreaksIt() {
    assertThat(
            broken(
                (key, n) ->
                    switch (mood) {
                      case TAKES -> sent(n);
                      case REFUSES -> Delivery.refused("key " + key + " was refused");
                      case BUSY, GONE -> Delivery.unavailable("later", null);
                    }))
        .containsExactly("whatWillNeverBeTakenIsNotTriedAgain");
  }

  @Test
  void oneThatTakesAnySettingBreaksIt() {
    made = Careless::new;
    assertThat(Held.broken(Subject.class)).contains("aSettingItDoesNotKnowIsRefusedByName", "settingsThatAreMissingAreRefused");
  }

  private static Delivery sent(Notice notice) {
    TAKEN.add(notice.toString());
    return Delivery.delivered("ok");
  }

  private static Set<String> broken(BiFunction<String, Notice, Delivery> delivery) {
    made = () -> new Sound(delivery);
    return Held.broken(Subject.class);
  }

  /** One that does all it must. */
  @Plugin(name = "sound", type = Notifier.class)
  public static class Sound implements Notifier {
    private final BiFunction<String, Notice, Delivery> delivery;

    public Sound() {
      this(
          (key, notice) ->
              switch (mood) {
                case TAKES -> sent(notice);
                case BUSY, GONE -> Delivery.unavailable("later", null);
                case REFUSES -> Delivery.refused("never");
              });
    }

    Sound(BiFunction<String, Notice, Delivery> delivery) {
      this.delivery = delivery;
    }

    @Override
    public OpenChannel open(PluginSettings settings) {
      String key = settings.secret("key", "");
      if (key.isEmpty()) {
        settings.refuse("key", "is missing");
      }
      settings.validate();
      return channel(key, delivery);
    }
  }

  /** One that reads nothing. */
  @Plugin(name = "careless", type = Notifier.class)
  public static final class Careless implements Notifier {
    @Override
    public OpenChannel open(PluginSettings settings) {
      return channel("", (key, notice) -> sent(notice));
    }
  }

  private static OpenChannel channel(String key, BiFunction<String, Notice, Delivery> delivery) {
    return new OpenChannel() {
      @Override
      public Delivery deliver(Notice notice, Instant at) {
        return delivery.apply(key, notice);
      }

      @Override
      public void close() {
        // holds nothing
      }
    };
  }
}
