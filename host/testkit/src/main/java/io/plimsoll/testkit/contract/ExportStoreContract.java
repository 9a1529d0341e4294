package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.AccessToken;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.export.ExportStore;
import io.plimsoll.api.export.LocalFiles;
import io.plimsoll.api.export.ObjectPage;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.StoredObject;
import io.plimsoll.api.plugin.PluginSettings;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link ExportStore} must do. Each test gets a place of its own, empty at first. */
public abstract class ExportStoreContract extends PluginContract<ExportStore> {
  private static final String UNKNOWN = "no-such-setting";

  /** For the authors of stores. */
  protected ExportStoreContract() {
    super(ExportStore.class);
  }

  /** The place of this test, empty when the test begins. */
  protected abstract URI place();

  /** Puts an object into the place, in the stead of one of the same path. */
  protected abstract void put(String path, byte[] content);

  /** Takes an object out of the place. */
  protected abstract void remove(String path);

  /** A place of the same kind that does not exist. */
  protected abstract URI missingPlace();

  /** The settings of the connection; none when not overridden. */
  protected Map<String, String> settings() {
    return Map.of();
  }

  /** The credential of the connection; one without tokens when not overridden. */
  protected Credential credential() {
    return new Credential() {
      @Override
      public Optional<AccessToken> token(String scope) {
        return Optional.empty();
      }

      @Override
      public void close() {
        // There is nothing to forget.
      }
    };
  }

  @Test
  void itServesTheSchemeOfItsPlaces() {
    assertThat(plugin.schemes()).as("schemes").contains(place().getScheme()).allMatch(s -> s.equals(s.toLowerCase()));
  }

  @Test
  void anEmptyPlaceHasNoObjects() {
    try (ExportLocation location = open()) {
      assertThat(list(location)).isEmpty();
    }
  }

  @Test
  void everyObjectOfEveryFolderIsListedOnceInTheOrderOfPaths() {
    Map<String, byte[]> put = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      put.put("focus/daily/20251" + i % 3 + "01-20251" + i % 3 + "31/run-" + i + "/part_0_0001.csv", bytes(i, i * 7));
    }
    put.put("manifest.json", bytes(1, 20));
    put.put("focus/daily/manifest.json", bytes(2, 0));
    put.forEach(this::put);

    try (ExportLocation location = open()) {
      List<StoredObject> listed = list(location);
      assertThat(listed).extracting(StoredObject::path).as("paths").containsExactlyElementsOf(put.keySet());
      for (StoredObject object : listed) {
        assertThat(object.size()).as("size of %s", object.path()).isEqualTo(put.get(object.path()).length);
        assertThat(object.etag()).as("etag of %s", object.path()).isNotBlank();
        assertThat(object.lastModified()).as("time of %s", object.path()).isNotNull();
      }
      assertThat(list(location)).as("listed again").isEqualTo(listed);
    }
  }

  @Test
  void namesMayHaveBlanksSignsAndLettersOfAnyLanguage() {
    List<String> names = List.of("a b/c+d%20e.csv", "Büro/übersicht#1&2.csv", "x=1/y;z@home,[0].csv");
    names.forEach(name -> put(name, bytes(name.length(), 100)));

    try (ExportLocation location = open()) {
      List<StoredObject> listed = list(location);
      assertThat(listed).extracting(StoredObject::path).containsExactlyInAnyOrderElementsOf(names);
      for (StoredObject object : listed) {
        assertThat(whole(location, object)).as(object.path()).isEqualTo(bytes(object.path().length(), 100));
      }
    }
  }

  @Test
  void anyRangeOfAnObjectCanBeRead() {
    byte[] content = bytes(5, 300_001);
    put("part.csv", content);

    try (ExportLocation location = open();
        ObjectReader object = location.open(list(location).get(0))) {
      assertThat(object.size()).isEqualTo(content.length);
      assertRange(object, content, 0, content.length);
      assertRange(object, content, 123_456, 100_000);
      assertRange(object, content, content.length - 1, 1);
      byte[] target = new byte[20];
      assertThat(object.read(content.length - 8, target, 4, 16)).as("bytes read over the end").isEqualTo(8);
      assertThat(Arrays.copyOfRange(target, 4, 12))
          .isEqualTo(Arrays.copyOfRange(content, content.length - 8, content.length));
      assertThat(Arrays.copyOfRange(target, 0, 4)).as("bytes before the offset").containsOnly(0);
      assertThat(object.read(content.length, target, 0, 20)).as("bytes read at the end").isEqualTo(-1);
      assertThat(object.read(content.length + 1_000L, target, 0, 20)).as("bytes read behind the end").isEqualTo(-1);
    }
  }

  @Test
  void anObjectThatWasReplacedIsNotReadAsTheOneThatWasListed() {
    put("part.csv", bytes(1, 1_000));
    try (ExportLocation location = open()) {
      StoredObject listed = list(location).get(0);
      try (ObjectReader before = location.open(listed)) {
        before.read(0, new byte[10], 0, 10);
        put("part.csv", bytes(2, 1_001));
        byte[] again = new byte[10];
        try {
          before.read(0, again, 0, 10);
          // It may have been fetched while it was the one that was listed.
          assertThat(again)
              .as("bytes of an object replaced while it was open, where no read fails")
              .isEqualTo(Arrays.copyOf(bytes(1, 1_000), 10));
        } catch (PlimsollException e) {
          assertThat(e.code()).as("how an object replaced while it was open is refused").isEqualTo(ErrorCode.INPUT_CHANGED);
        }
      }
      Calls.fails("an object replaced before it was opened", () -> whole(location, listed), ErrorCode.INPUT_CHANGED);
      StoredObject now = list(location).get(0);
      assertThat(now.etag()).as("the etag of other content").isNotEqualTo(listed.etag());
      assertThat(whole(location, now)).isEqualTo(bytes(2, 1_001));
    }
  }

  @Test
  void anObjectThatIsGoneIsNotRead() {
    put("part.csv", bytes(1, 1_000));
    try (ExportLocation location = open()) {
      StoredObject listed = list(location).get(0);
      remove("part.csv");
      Calls.fails("an object that was removed", () -> whole(location, listed), ErrorCode.INPUT_CHANGED);
      assertThat(list(location)).isEmpty();
    }
  }

  @Test
  void severalThreadsMayReadOneObject() throws Exception {
    byte[] content = bytes(9, 200_000);
    put("part.csv", content);
    try (ExportLocation location = open();
        ObjectReader object = location.open(list(location).get(0))) {
      Calls.together(
          () -> {
            for (int i = 0; i < 20; i++) {
              assertRange(object, content, i * 9_000L, 9_001);
            }
            return true;
          });
    }
  }

  @Test
  void aPlaceThatDoesNotExistIsNamed() {
    PlimsollException missing =
        Calls.fails(
            "a place that does not exist",
            () -> {
              try (ExportLocation location =
                  plugin.open(missingPlace(), PluginSettings.of(settings()), credential())) {
                location.list(null);
              }
            });
    assertThat(missing.code().blame())
        .as("who is to blame for a place that does not exist")
        .isIn(ErrorCode.Blame.STORAGE, ErrorCode.Blame.USER);
  }

  @Test
  void aSettingItDoesNotKnowIsRefusedByName() {
    Map<String, String> more = new HashMap<>(settings());
    more.put(UNKNOWN, "1");
    assertThat(
            Calls.fails(
                "the setting " + UNKNOWN,
                () -> plugin.open(place(), PluginSettings.of(more), credential()).close(),
                ErrorCode.INVALID_REQUEST))
        .hasMessageContaining(UNKNOWN);
  }

  @Test
  void whatItCallsAFileHasTheBytesOfTheObject() throws Exception {
    put("folder/part.csv", bytes(4, 5_000));
    try (ExportLocation location = open()) {
      if (location instanceof LocalFiles files) {
        assertThat(Files.readAllBytes(files.file(list(location).get(0)))).isEqualTo(bytes(4, 5_000));
      }
    }
  }

  private ExportLocation open() {
    return plugin.open(place(), PluginSettings.of(settings()), credential());
  }

  private static List<StoredObject> list(ExportLocation location) {
    List<StoredObject> all = new ArrayList<>();
    @Nullable String continuation = null;
    do {
      ObjectPage page = location.list(continuation);
      all.addAll(page.objects());
      assertThat(page.next()).as("the next page is another one").isNotEqualTo(continuation == null ? "" : continuation);
      continuation = page.next();
    } while (continuation != null);
    return all;
  }

  private static byte[] whole(ExportLocation location, StoredObject object) {
    try (ObjectReader reader = location.open(object)) {
      byte[] bytes = new byte[(int) object.size()];
      int read = reader.read(0, bytes, 0, bytes.length);
      assertThat(read).as("bytes of %s", object.path()).isEqualTo(bytes.length == 0 ? -1 : bytes.length);
      return bytes;
    }
  }

  private static void assertRange(ObjectReader object, byte[] content, long from, int length) {
    byte[] target = new byte[length];
    assertThat(object.read(from, target, 0, length)).as("bytes read from %s on", from).isEqualTo(length);
    assertThat(target).as("%s bytes from %s on", length, from)
        .isEqualTo(Arrays.copyOfRange(content, (int) from, (int) from + length));
  }

  private static byte[] bytes(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
