package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.api.retention.DataClass;
import io.plimsoll.api.retention.RetentionPolicy;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link RetentionPolicy} must do. */
public abstract class RetentionPolicyContract extends PluginContract<RetentionPolicy> {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 31);
  private static final Instant CREATED = Instant.parse("2024-02-29T12:00:00Z");

  /** For the authors of policies. */
  protected RetentionPolicyContract() {
    super(RetentionPolicy.class);
  }

  @Test
  void everyOrganisationAndClassOfDataHasAnAnswer() {
    for (OrganisationProfile organisation : organisations()) {
      for (DataClass dataClass : DataClass.values()) {
        assertThat(plugin.window(organisation, dataClass)).as("%s of %s", dataClass, organisation).isNotNull();
      }
    }
  }

  @Test
  void aWindowReachesBackAtLeastADay() {
    for (OrganisationProfile organisation : organisations()) {
      for (DataClass dataClass : DataClass.values()) {
        Optional<Period> window = plugin.window(organisation, dataClass);
        window.ifPresent(
            kept ->
                assertThat(TODAY.minus(kept))
                    .as("%s of %s: the first day kept, with a window of %s", dataClass, organisation, kept)
                    .isBefore(TODAY));
      }
    }
  }

  @Test
  void theSameQuestionHasTheSameAnswer() {
    assertThat(answers()).isEqualTo(answers());
    assertThat(plugin.window(organisations().get(0), DataClass.COSTS))
        .as("a new object answers alike")
        .isEqualTo(newPlugin().window(organisations().get(0), DataClass.COSTS));
  }

  @Test
  void severalThreadsMayAskAtTheSameTime() throws Exception {
    List<Optional<Period>> alone = answers();
    for (List<Optional<Period>> one : Calls.together(this::answers)) {
      assertThat(one).isEqualTo(alone);
    }
  }

  private List<Optional<Period>> answers() {
    List<Optional<Period>> answers = new ArrayList<>();
    for (OrganisationProfile organisation : organisations()) {
      for (DataClass dataClass : DataClass.values()) {
        answers.add(plugin.window(organisation, dataClass));
      }
    }
    return answers;
  }

  private static List<OrganisationProfile> organisations() {
    List<OrganisationProfile> all = new ArrayList<>();
    for (Plan plan : Plan.values()) {
      @Nullable Integer[] agreed = {null, 1, 30, 3_650};
      for (Integer days : agreed) {
        all.add(new OrganisationProfile("acme", "westeurope", plan, days, false, CREATED));
        all.add(new OrganisationProfile("globex-2", "northeurope", plan, days, true, CREATED));
      }
    }
    return all;
  }
}
