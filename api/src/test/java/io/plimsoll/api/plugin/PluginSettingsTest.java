package io.plimsoll.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PluginSettingsTest {
  private static final SecretSource SECRETS =
      reference -> {
        if (reference.equals("env:PIN")) {
          return " 4711 ";
        }
        throw new PlimsollException(ErrorCode.INVALID_REQUEST, "which is not there", "Put it there.");
      };

  @Test
  void whatIsNotSetHasItsDefault() {
    PluginSettings none = PluginSettings.none();

    assertThat(none.text("a", "x")).isEqualTo("x");
    assertThat(none.number("b", 7)).isEqualTo(7);
    assertThat(none.flag("c", true)).isTrue();
    assertThat(none.duration("d", Duration.ofDays(1))).isEqualTo(Duration.ofDays(1));
    assertThat(none.secret("e", "")).isEmpty();
    assertThatCode(none::validate).doesNotThrowAnyException();
  }

  @Test
  void aReferenceIsReadAsItsSecret() {
    PluginSettings settings = PluginSettings.of(Map.of("pin", "env:PIN"), SECRETS);

    assertThat(settings.number("pin", 0)).isEqualTo(4711);
    assertThat(settings.secret("pin", "").strip()).isEqualTo("4711");
    assertThatCode(settings::validate).doesNotThrowAnyException();
  }

  @Test
  void everyProblemIsToldOnceWithoutTheSecret() {
    PluginSettings settings =
        PluginSettings.of(Map.of("flag", "env:PIN", "gone", "file:/gone", "plain", "hush", "days", "x", "odd", "y"), SECRETS);
    settings.flag("flag", false);
    settings.text("gone", "");
    settings.secret("plain", "");
    settings.number("days", 1);
    settings.number("days", 1);
    settings.refuse("days", "is not above 0");

    assertThatThrownBy(settings::validate)
        .hasMessage(
            "The settings are not valid: the secret that flag refers to is neither true nor false; gone refers to"
                + " file:/gone, which is not there; plain is a secret; give a reference to it, such as env:NAME or"
                + " file:PATH, not the secret itself; days was 'x' but it is not a whole number; days is not above 0; odd is"
                + " not a setting here.")
        .extracting(e -> ((PlimsollException) e).advice())
        .isEqualTo("Known settings: days, flag, gone, plain.");
  }

  @Test
  void withoutASourceATextIsNoReference() {
    PluginSettings settings = PluginSettings.of(Map.of("url", "file:/data"));

    assertThat(settings.text("url", "")).isEqualTo("file:/data");
    assertThat(settings.secret("url", "")).isEqualTo("file:/data");
  }

  @Test
  void theTextOfSettingsNamesThemAlone() {
    assertThat(PluginSettings.of(Map.of("token", "hush")).toString()).isEqualTo("settings [token]");
  }
}
