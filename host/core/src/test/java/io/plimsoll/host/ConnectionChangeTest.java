package io.plimsoll.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.export.Layout;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionChangeTest {
  private static final Connection KNOWN =
      new Connection("azure", URI.create("file:///exports/"), Layout.AZURE, "none", Map.of("credential.key", "s3cret"));

  @Test
  void theSamePlaceUnderTheSameNameMayGetOtherSettings() {
    Connection changed = new Connection("azure", KNOWN.store(), Layout.AZURE, "vault", Map.of("export", "daily"));

    assertThatCode(() -> ConnectionChange.require(changed, List.of(KNOWN))).doesNotThrowAnyException();
  }

  @Test
  void anotherPlaceUnderTheSameNameIsRefused() {
    PlimsollException refused =
        refused(new Connection("azure", URI.create("file:///others/"), Layout.AZURE, "none", Map.of()));

    assertThat(refused.code()).isEqualTo(ErrorCode.ALREADY_EXISTS);
    assertThat(refused)
        .hasMessage("There is a connection azure already; it reads file:///exports/, not file:///others/.");
    assertThat(refused.advice()).startsWith("Choose another name for the new place");
  }

  @Test
  void anotherLayoutUnderTheSameNameIsRefused() {
    PlimsollException refused = refused(new Connection("azure", KNOWN.store(), Layout.LOOSE, "none", Map.of()));

    assertThat(refused).hasMessage("There is a connection azure already; its layout is azure, not loose.");
    assertThat(refused.advice()).startsWith("Connect again with --layout azure");
  }

  @Test
  void theSamePlaceUnderAnotherNameIsRefused() {
    PlimsollException refused = refused(new Connection("again", KNOWN.store(), Layout.AZURE, "none", Map.of()));

    assertThat(refused.code()).isEqualTo(ErrorCode.ALREADY_EXISTS);
    assertThat(refused.getMessage()).contains("would count every cost twice");
    assertThat(refused.advice()).endsWith("connect again with --name azure.");
  }

  @Test
  void theRecordSaysWhatChangedAndNoSecret() {
    Connection changed =
        new Connection(
            "azure", KNOWN.store(), Layout.AZURE, "vault",
            Map.of("credential.key", "other-s3cret", "store.token", "t0ken", "export", "daily"));

    Map<String, String> added = ConnectionChange.between(null, KNOWN);
    Map<String, String> changes = ConnectionChange.between(KNOWN, changed);
    Map<String, String> back = ConnectionChange.between(changed, KNOWN);

    assertThat(added).isEqualTo(Map.of("credential", "none", "setting credential.key", "set"));
    assertThat(changes)
        .isEqualTo(
            Map.of(
                "credential", "vault, was none", "setting credential.key", "changed", "setting store.token", "set",
                "setting export", "daily"));
    assertThat(back)
        .containsEntry("setting store.token", "removed").containsEntry("setting export", "removed, was daily");
  }

  private static PlimsollException refused(Connection wanted) {
    return catchThrowableOfType(
        PlimsollException.class, () -> ConnectionChange.require(wanted, List.of(KNOWN)));
  }
}
