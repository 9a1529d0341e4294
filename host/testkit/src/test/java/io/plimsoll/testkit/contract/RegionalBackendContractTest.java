package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.region.RegionalBackend;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The contract of regional backends, held against a sound one and against wrong ones. */
class RegionalBackendContractTest {
  private static Supplier<RegionalBackend> made = SqliteRegion::new;

  /** What an author writes. */
  static class Subject extends RegionalBackendContract {
    @Override
    protected RegionalBackend newPlugin() {
      return made.get();
    }
  }

  @Test
  void aSoundBackendHoldsIt() {
    made = SqliteRegion::new;
    assertThat(Held.broken(Subject.class)).isEmpty();
    assertThat(Held.tests(Subject.class)).isEqualTo(12);
  }

  @Test
  void oneWithADatabaseForAllBreaksIt() {
    assertThat(
            broken(
                () ->
                    new SqliteRegion() {
                      @Override
                      Path database(Path folder) {
                        return folder.getParent().resolve("all.db");
                      }
                    }))
        .contains("oneOrganisationSeesNothingOfAnother", "aDeletedOrganisationLeavesNoByteAndTheOthersStay");
  }

  @Test
  void oneThatForgetsBreaksIt() {
    assertThat(
            broken(
                () ->
                    new SqliteRegion() {
                      private final long since = System.nanoTime();

                      @Override
                      Path database(Path folder) {
                        return folder.resolve("state-" + since + ".db");
                      }
                    }))
        .containsExactlyInAnyOrder("aHostCanLoadIt", "whatWasCommittedIsThereAfterANewStart");
  }

  @Test
  void oneWhoseStampStandsStillBreaksIt() {
    assertThat(
            broken(
                () ->
                    new SqliteRegion() {
                      @Override
                      long stamp(Path database) {
                        return 1;
                      }
                    }))
        .containsExactlyInAnyOrder("aHostCanLoadIt", "aStampTellsOfEachCommitAndOfNothingElse");
  }

  @Test
  void oneWhoseLocksAreFreeForAllBreaksIt() {
    assertThat(
            broken(
                () ->
                    new SqliteRegion() {
                      @Override
                      boolean take(String lock) {
                        return true;
                      }
                    }))
        .containsExactlyInAnyOrder("aHostCanLoadIt", "aLockIsHeldByOneAtATime");
  }

  @Test
  void oneThatBeginsAnewWhatIsNotThereBreaksIt() {
    assertThat(
            broken(
                () ->
                    new SqliteRegion() {
                      @Override
                      boolean isThere(Path folder) {
                        return folder.toFile().mkdirs() || true;
                      }
                    }))
        .containsExactlyInAnyOrder("aHostCanLoadIt", "whatIsNotThereIsNotOpenedAndNotBegunAnew");
  }

  @Test
  void oneThatFollowsAnyNameBreaksIt() {
    assertThat(
            broken(
                () ->
                    new SqliteRegion() {
                      @Override
                      Path folder(Path root, String organisation) {
                        return root.resolve(organisation);
                      }
                    }))
        .contains("aNameThatLeadsOutOfTheRegionIsRefused");
  }

  @Test
  void oneThatKeepsWhatIsDeletedBreaksIt() {
    assertThat(
            broken(
                () ->
                    new SqliteRegion() {
                      @Override
                      public void delete(Path root, String organisation) {
                        folder(root, organisation);
                      }
                    }))
        .contains("aDeletedOrganisationLeavesNoByteAndTheOthersStay", "whatIsNotThereIsNotOpenedAndNotBegunAnew");
  }

  private static Set<String> broken(Supplier<RegionalBackend> backend) {
    made = backend;
    return Held.broken(Subject.class);
  }
}
