package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.encryption.KeyWrapper;
import io.plimsoll.api.encryption.OpenKeyWrapper;
import io.plimsoll.api.plugin.PluginSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every {@link KeyWrapper} must do. Point yours at a vault of the test, never at one that is used. */
public abstract class KeyWrapperContract extends PluginContract<KeyWrapper> {
  private static final String UNKNOWN = "no-such-setting";
  private static final String CONTEXT = "data key of acme";

  /** For the authors of key wrappers. */
  protected KeyWrapperContract() {
    super(KeyWrapper.class);
  }

  /** Settings of a key in the test; secrets as they are read, not as references. */
  protected abstract Map<String, String> settings();

  @Test
  void whatItWrappedItUnwrapsAlsoWhenItWasOpenedAgain() {
    for (int length : new int[] {1, 32, 120, 700}) {
      byte[] key = key(length);
      byte[] wrapped;
      try (OpenKeyWrapper open = open()) {
        wrapped = open.wrap(key.clone(), CONTEXT);
        assertThat(open.unwrap(wrapped, CONTEXT)).as("a key of %d bytes", length).isEqualTo(key);
      }
      try (OpenKeyWrapper open = open()) {
        assertThat(open.unwrap(wrapped, CONTEXT)).as("opened again").isEqualTo(key);
      }
    }
  }

  @Test
  void theKeyIsNotInWhatIsWrittenDownAndNoTwoAreAlike() {
    byte[] key = key(64);
    try (OpenKeyWrapper open = open()) {
      byte[] wrapped = open.wrap(key.clone(), CONTEXT);
      assertThat(hex(wrapped)).as("what is written down").doesNotContain(hex(key));
      assertThat(open.wrap(key.clone(), CONTEXT)).as("wrapped twice").isNotEqualTo(wrapped);
    }
  }

  @Test
  void whatWasWrappedForSomethingElseOrChangedDoesNotUnwrap() {
    try (OpenKeyWrapper open = open()) {
      byte[] wrapped = open.wrap(key(64), CONTEXT);
      Calls.fails("another context", () -> open.unwrap(wrapped, "data key of other"), ErrorCode.STORAGE_CORRUPT);
      byte[] changed = wrapped.clone();
      changed[changed.length - 1] ^= 1;
      Calls.fails("a changed byte", () -> open.unwrap(changed, CONTEXT), ErrorCode.STORAGE_CORRUPT);
      Calls.fails("something else", () -> open.unwrap(new byte[] {1, 2, 3}, CONTEXT), ErrorCode.STORAGE_CORRUPT);
      Calls.fails("nothing", () -> open.unwrap(new byte[0], CONTEXT), ErrorCode.STORAGE_CORRUPT);
    }
  }

  @Test
  void itNamesTheKeyThatWraps() {
    try (OpenKeyWrapper open = open()) {
      assertThat(open.id()).as("the name of the key").isNotBlank().hasSizeLessThanOrEqualTo(300).isEqualTo(open.id());
    }
  }

  @Test
  void severalThreadsMayWrapAtTheSameTimeAndClosingTwiceIsHarmless() throws Exception {
    byte[] key = key(64);
    OpenKeyWrapper open = open();
    assertThat(Calls.together(() -> hex(open.unwrap(open.wrap(key.clone(), CONTEXT), CONTEXT)))).containsOnly(hex(key));
    open.close();
    assertThatCode(open::close).as("closing again").doesNotThrowAnyException();
  }

  @Test
  void aSettingItDoesNotKnowIsRefusedByName() {
    Map<String, String> more = new HashMap<>(settings());
    more.put(UNKNOWN, "1");
    PlimsollException refused =
        Calls.fails("the setting " + UNKNOWN, () -> plugin.open(PluginSettings.of(more)).close(), ErrorCode.INVALID_REQUEST);
    assertThat(refused).hasMessageContaining(UNKNOWN);
  }

  private static byte[] key(int length) {
    byte[] key = new byte[length];
    new Random(length).nextBytes(key);
    return key;
  }

  private static String hex(byte[] bytes) {
    return java.util.HexFormat.of().formatHex(bytes);
  }

  private OpenKeyWrapper open() {
    return plugin.open(PluginSettings.of(settings()));
  }
}
