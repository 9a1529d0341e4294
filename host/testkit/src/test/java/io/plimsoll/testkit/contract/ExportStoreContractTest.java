package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.export.ExportStore;
import io.plimsoll.api.export.StoredObject;
import io.plimsoll.api.plugin.PluginSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of stores, held against a sound one and against wrong ones. */
class ExportStoreContractTest {
  private static Supplier<ExportStore> made = MemoryStore::new;

  /** What an author writes. */
  static class Subject extends ExportStoreContract {
    @BeforeEach
    void empty() {
      MemoryStore.PLACE.clear();
    }

    @Override
    protected ExportStore newPlugin() {
      return made.get();
    }

    @Override
    protected URI place() {
      return URI.create("memory:here");
    }

    @Override
    protected URI missingPlace() {
      return URI.create("memory:elsewhere");
    }

    @Override
    protected void put(String path, byte[] content) {
      MemoryStore.PLACE.put(path, content);
    }

    @Override
    protected void remove(String path) {
      MemoryStore.PLACE.remove(path);
    }
  }

  @Test
  void aSoundStoreHoldsIt() {
    made = MemoryStore::new;
    assertThat(Held.broken(Subject.class)).isEmpty();
    assertThat(Held.tests(Subject.class)).isEqualTo(12);
  }

  @Test
  void oneWhosePagesAreNotInOrderBreaksIt() {
    assertThat(
            broken(
                new MemoryStore() {
                  @Override
                  List<StoredObject> page(List<StoredObject> sorted) {
                    List<StoredObject> other = new ArrayList<>(sorted);
                    Collections.reverse(other);
                    return other;
                  }
                }))
        .contains("everyObjectOfEveryFolderIsListedOnceInTheOrderOfPaths");
  }

  @Test
  void oneThatForgetsTheLastOfAPageBreaksIt() {
    assertThat(
            broken(
                new MemoryStore() {
                  @Override
                  List<StoredObject> page(List<StoredObject> sorted) {
                    return sorted.subList(0, Math.max(0, sorted.size() - 1));
                  }
                }))
        .contains("everyObjectOfEveryFolderIsListedOnceInTheOrderOfPaths");
  }

  @Test
  void oneWhoseEtagsStayBreaksIt() {
    assertThat(
            broken(
                new MemoryStore() {
                  @Override
                  String etag(byte[] content) {
                    return "always";
                  }
                }))
        .contains("anObjectThatWasReplacedIsNotReadAsTheOneThatWasListed");
  }

  @Test
  void oneThatReadsOnWhateverHappenedBreaksIt() {
    assertThat(
            broken(
                new MemoryStore() {
                  @Override
                  boolean isChanged(StoredObject listed, byte @Nullable [] now) {
                    return false;
                  }
                }))
        .contains("anObjectThatWasReplacedIsNotReadAsTheOneThatWasListed", "anObjectThatIsGoneIsNotRead");
  }

  @Test
  void oneThatAnswersNothingAtTheEndBreaksIt() {
    assertThat(
            broken(
                new MemoryStore() {
                  @Override
                  int read(byte[] content, long position, byte[] target, int offset, int length) {
                    return Math.max(0, super.read(content, position, target, offset, length));
                  }
                }))
        .contains("anyRangeOfAnObjectCanBeRead");
  }

  @Test
  void oneThatIgnoresTheOffsetBreaksIt() {
    assertThat(
            broken(
                new MemoryStore() {
                  @Override
                  int read(byte[] content, long position, byte[] target, int offset, int length) {
                    return super.read(content, position, target, 0, length);
                  }
                }))
        .contains("anyRangeOfAnObjectCanBeRead");
  }

  @Test
  void oneThatOpensAnythingWithAnythingBreaksIt() {
    assertThat(
            broken(
                new MemoryStore() {
                  @Override
                  public ExportLocation open(URI location, PluginSettings settings, Credential credential) {
                    return super.open(URI.create("memory:here"), PluginSettings.none(), credential);
                  }
                }))
        .contains("aPlaceThatDoesNotExistIsNamed", "aSettingItDoesNotKnowIsRefusedByName");
  }

  @Test
  void oneForOtherSchemesBreaksIt() {
    assertThat(
            broken(
                new MemoryStore() {
                  @Override
                  public Set<String> schemes() {
                    return Set.of("MEMORY");
                  }
                }))
        .contains("itServesTheSchemeOfItsPlaces");
  }

  private static Set<String> broken(ExportStore store) {
    made = () -> store;
    return Held.broken(Subject.class);
  }
}
