package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.api.retention.DataClass;
import io.plimsoll.api.retention.RetentionPolicy;
import java.time.Period;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The contract of retention policies, held against a sound one and against wrong ones. */
class RetentionPolicyContractTest {
  private static Supplier<RetentionPolicy> made = TwoYears::new;

  /** What an author writes. */
  static class Subject extends RetentionPolicyContract {
    @Override
    protected RetentionPolicy newPlugin() {
      return made.get();
    }
  }

  @Test
  void aSoundPolicyHoldsIt() {
    made = TwoYears::new;
    assertThat(Held.broken(Subject.class)).isEmpty();
    assertThat(Held.tests(Subject.class)).isEqualTo(5);
  }

  @Test
  void oneWithoutAnAnswerBreaksIt() {
    assertThat(broken((organisation, dataClass) -> dataClass == DataClass.RUNS ? null : Optional.empty()))
        .contains("everyOrganisationAndClassOfDataHasAnAnswer");
    assertThat(
            broken(
                (organisation, dataClass) -> {
                  if (organisation.retentionDays() == null) {
                    throw new IllegalStateException("nothing agreed");
                  }
                  return Optional.empty();
                }))
        .contains("everyOrganisationAndClassOfDataHasAnAnswer");
  }

  @Test
  void oneThatKeepsNothingBreaksIt() {
    assertThat(broken((organisation, dataClass) -> Optional.of(Period.ZERO))).contains("aWindowReachesBackAtLeastADay");
    assertThat(broken((organisation, dataClass) -> Optional.of(Period.ofMonths(-3))))
        .contains("aWindowReachesBackAtLeastADay");
  }

  @Test
  void oneThatChangesItsMindBreaksIt() {
    AtomicInteger asked = new AtomicInteger();
    assertThat(broken((organisation, dataClass) -> Optional.of(Period.ofDays(asked.incrementAndGet()))))
        .contains("theSameQuestionHasTheSameAnswer");
  }

  private static Set<String> broken(RetentionPolicy policy) {
    made = () -> policy;
    return Held.broken(Subject.class);
  }

  /** Sound. */
  @Plugin(name = "two-years", type = RetentionPolicy.class)
  public static final class TwoYears implements RetentionPolicy {
    /** As a host makes it. */
    public TwoYears() {}

    @Override
    public Optional<Period> window(OrganisationProfile organisation, DataClass dataClass) {
      return organisation.plan() == OrganisationProfile.Plan.ENTERPRISE ? Optional.empty() : Optional.of(Period.ofYears(2));
    }
  }
}
