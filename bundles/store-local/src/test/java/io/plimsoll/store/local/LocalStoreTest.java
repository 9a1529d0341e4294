package io.plimsoll.store.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.AccessToken;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.export.LocalFiles;
import io.plimsoll.api.export.ObjectPage;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.StoredObject;
import io.plimsoll.api.plugin.PluginSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest {
  private final LocalStore store = new LocalStore();

  @TempDir Path folder;

  @Test
  void filesOfAnyDepthAreListedInTheOrderOfTheirPaths() throws IOException {
    write("b/run/part.csv", "x");
    write("a/z.csv", "xy");
    write("a-b/c.csv", "");
    write("a.csv", "xyz");
    Files.createDirectories(folder.resolve("empty"));

    assertThat(list(open())).extracting(StoredObject::path).containsExactly("a-b/c.csv", "a.csv", "a/z.csv", "b/run/part.csv");
    assertThat(list(open())).extracting(StoredObject::size).containsExactly(0L, 3L, 2L, 1L);
  }

  @Test
  void pagesTogetherHoldEveryFileOnceWhateverTheirSize() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      write("d" + random.nextInt(4) + (random.nextBoolean() ? "/" : "-") + random.nextInt(5) + "/f" + i, "x");
    }
    List<String> all = list(open()).stream().map(StoredObject::path).toList();
    assertThat(all).hasSize(60).isSorted();

    for (int size = 1; size < 62; size += 7) {
      LocalLocation location = new LocalLocation(folder.toRealPath(), size);
      assertThat(list(location)).extracting(StoredObject::path).isEqualTo(all);
    }
  }

  @Test
  void linksAreNotFollowed(@TempDir Path elsewhere) throws IOException {
    Files.writeString(elsewhere.resolve("secret"), "s");
    write("real.csv", "x");
    Files.createSymbolicLink(folder.resolve("out"), elsewhere);
    Files.createSymbolicLink(folder.resolve("again.csv"), folder.resolve("real.csv"));
    Files.createSymbolicLink(folder.resolve("loop"), folder);

    assertThat(list(open())).extracting(StoredObject::path).containsExactly("real.csv");
    StoredObject behind = new StoredObject("out/secret", 1, "", Instant.EPOCH);
    assertThatThrownBy(() -> open().open(behind)).hasMessageContaining("does not lie in the folder");
  }

  @Test
  void noPathLeavesTheFolder() throws IOException {
    write("real.csv", "x");
    for (String path : List.of("../x", "a/../../x", "/etc/passwd", "", ".", "./real.csv", "a/../real.csv", "real.csv\0")) {
      StoredObject object = new StoredObject(path, 1, "", Instant.EPOCH);
      assertThatThrownBy(() -> open().open(object))
          .asInstanceOf(InstanceOfAssertFactories.type(PlimsollException.class))
          .extracting(PlimsollException::code)
          .isEqualTo(ErrorCode.INVALID_REQUEST);
    }
  }

  @Test
  void rangesAreReadAndTheEndIsTold() throws IOException {
    write("part.csv", "0123456789");
    try (ObjectReader reader = open().open(list(open()).get(0))) {
      byte[] target = new byte[8];

      assertThat(reader.size()).isEqualTo(10);
      assertThat(reader.read(2, target, 1, 5)).isEqualTo(5);
      assertThat(new String(target, 1, 5, UTF_8)).isEqualTo("23456");
      assertThat(reader.read(7, target, 0, 8)).isEqualTo(3);
      assertThat(reader.read(10, target, 0, 8)).isEqualTo(-1);
      assertThat(reader.read(99, target, 0, 8)).isEqualTo(-1);
    }
  }

  @Test
  void aFileReplacedWhileItIsReadIsReported() throws IOException {
    write("part.csv", "before");
    try (ObjectReader reader = open().open(list(open()).get(0))) {
      write("new", "after!");
      Files.move(folder.resolve("new"), folder.resolve("part.csv"), StandardCopyOption.REPLACE_EXISTING);

      assertChanged(() -> reader.read(0, new byte[6], 0, 6), "it is another file now, of 6 bytes");
    }
  }

  @Test
  void aFileRewrittenInPlaceIsReported() throws IOException {
    write("part.csv", "before");
    try (ObjectReader reader = open().open(list(open()).get(0))) {
      write("part.csv", "after!");
      Files.setLastModifiedTime(folder.resolve("part.csv"), FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));

      assertChanged(() -> reader.read(0, new byte[6], 0, 6), "changed since it was listed");
    }
  }

  @Test
  void aFileDeletedAfterTheListingIsReportedByOpenAndByRead() throws IOException {
    write("part.csv", "before");
    StoredObject object = list(open()).get(0);
    try (ObjectReader reader = open().open(object)) {
      Files.delete(folder.resolve("part.csv"));

      assertChanged(() -> reader.read(0, new byte[6], 0, 6), "part.csv changed since it was listed: it was deleted.");
      assertChanged(() -> open().open(object), "it was deleted");
    }
  }

  @Test
  void anInterruptedReadIsCancelledAndOtherThreadsReadOn() throws Exception {
    write("part.csv", "before");
    try (ObjectReader reader = open().open(list(open()).get(0))) {
      List<Throwable> thrown = new ArrayList<>();
      Thread interrupted =
          new Thread(
              () -> {
                Thread.currentThread().interrupt();
                try {
                  reader.read(0, new byte[6], 0, 6);
                } catch (PlimsollException e) {
                  thrown.add(e);
                }
              },
              "interrupted reader");
      interrupted.start();
      interrupted.join();

      assertThat(thrown).singleElement().extracting(e -> ((PlimsollException) e).code()).isEqualTo(ErrorCode.CANCELLED);
      assertThat(reader.read(0, new byte[6], 0, 6)).isEqualTo(6);
    }
  }

  @Test
  void filesAreOfferedToEnginesThatReadThemselves() throws IOException {
    write("a/part.csv", "x");
    try (ExportLocation location = open()) {
      Path file = ((LocalFiles) location).file(list(location).get(0));
      assertThat(file).isEqualTo(folder.toRealPath().resolve("a/part.csv"));
    }
  }

  @Test
  void aMissingFolderIsNamed() {
    URI missing = folder.resolve("none").toUri();

    assertThatThrownBy(() -> store.open(missing, PluginSettings.none(), new NoToken()))
        .isInstanceOfSatisfying(
            PlimsollException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
              assertThat(e).hasMessage("The folder " + folder.resolve("none") + " does not exist.");
              assertThat(e.advice()).contains("mounted");
            });
  }

  @Test
  void whatIsNoFolderIsRefused() throws IOException {
    write("part.csv", "x");
    assertThatThrownBy(() -> store.open(folder.resolve("part.csv").toUri(), PluginSettings.none(), new NoToken()))
        .hasMessageEndingWith("is a file, not a folder.");
    assertThatThrownBy(() -> store.open(URI.create("file://server/share"), PluginSettings.none(), new NoToken()))
        .hasMessage("The store file://server/share does not name a folder of this machine.");
  }

  @Test
  void settingsItDoesNotKnowAreRefused() {
    assertThatThrownBy(() -> store.open(folder.toUri(), PluginSettings.of(Map.of("depth", "3")), new NoToken()))
        .hasMessageContaining("depth is not a setting here");
  }

  private ExportLocation open() {
    return store.open(folder.toUri(), PluginSettings.none(), new NoToken());
  }

  private static List<StoredObject> list(ExportLocation location) {
    List<StoredObject> all = new ArrayList<>();
    ObjectPage page = location.list(null);
    all.addAll(page.objects());
    while (page.next() != null) {
      page = location.list(page.next());
      all.addAll(page.objects());
    }
    return all;
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void assertChanged(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .hasMessageContaining(message)
        .asInstanceOf(InstanceOfAssertFactories.type(PlimsollException.class))
        .extracting(PlimsollException::code)
        .isEqualTo(ErrorCode.INPUT_CHANGED);
  }

  private static final class NoToken implements Credential {
    @Override
    public Optional<AccessToken> token(String scope) {
      return Optional.empty();
    }

    @Override
    public void close() {
      // There is nothing to forget.
    }
  }
}
