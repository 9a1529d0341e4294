package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.cost.Period;
import io.plimsoll.testkit.ExampleSeries;
import io.plimsoll.testkit.ExampleSeries.Case;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link AnomalyDetector} must do. Extend it and answer what is unusual to yours. */
public abstract class AnomalyDetectorContract extends PluginContract<AnomalyDetector> {
  private static final LocalDate FIRST = LocalDate.of(2025, 6, 2);
  private static final int MOST_HISTORY = 3 * 366;

  /** For the authors of detectors. */
  protected AnomalyDetectorContract() {
    super(AnomalyDetector.class);
  }

  /** A series in which the detector finds what it is made for, among the days judged. */
  protected abstract Case unusual();

  @Test
  void itFindsWhatItIsMadeFor() {
    assertThat(findings(unusual())).as("findings in the unusual series").isNotEmpty();
  }

  @Test
  void itNeedsAHistoryThatOrganisationsHave() {
    assertThat(plugin.minimumHistoryDays()).as("days of history needed").isBetween(0, MOST_HISTORY);
  }

  @Test
  void aFlatSeriesIsAsExpected() {
    assertThat(findings(ExampleSeries.from(FIRST).days(180, 100).judgingTheLast(30))).isEmpty();
  }

  @Test
  void whatItFindsIsReadableAndLiesInTheDaysJudged() {
    Case unusual = unusual();
    wellFormed("the unusual series", unusual);
    // A window wherever one may begin: what lies outside is another evaluation's.
    Period judged = unusual.context().evaluate();
    for (LocalDate from = judged.from().minusDays(10); from.isBefore(judged.to()); from = from.plusDays(1)) {
      Period window = new Period(from, from.plusDays(5));
      wellFormed("the days from " + from + " on", at(unusual, window));
    }
  }

  @Test
  void noSeriesBreaksIt() {
    Map<String, ExampleSeries> odd = new LinkedHashMap<>();
    odd.put("no day at all", ExampleSeries.from(FIRST));
    odd.put("one day", ExampleSeries.from(FIRST).days(1, 7));
    odd.put("never a charge", ExampleSeries.from(FIRST).gap(200));
    odd.put("charges of nothing", ExampleSeries.from(FIRST).days(200, 0));
    odd.put("credits", ExampleSeries.from(FIRST).days(190, -50).days(10, -5_000));
    odd.put("a refund", ExampleSeries.from(FIRST).days(190, 50).days(1, -9_000).days(9, 50));
    odd.put("huge amounts", ExampleSeries.from(FIRST).days(190, 1e15).days(10, 3e15));
    odd.put("tiny amounts", ExampleSeries.from(FIRST).days(190, 1e-15).days(10, 1e-12));
    odd.put("a charge now and then", ExampleSeries.from(FIRST).days(1, 900).gap(30).days(1, 900).gap(168));
    odd.put("gaps", ExampleSeries.from(FIRST).days(90, 40).gap(40).days(60, 80).gap(10));
    odd.put("noise", ExampleSeries.from(FIRST).weeks(30, 100, 20).noise(7, 0.8));
    odd.forEach((name, series) -> wellFormed("a series of " + name, series.judgingTheLast(30)));
    ExampleSeries known = ExampleSeries.from(FIRST).days(100, 10);
    wellFormed("days before the series", known.judging(new Period(FIRST.minusDays(90), FIRST.minusDays(60))));
    wellFormed("days beyond the series", known.judging(new Period(FIRST.plusDays(90), FIRST.plusDays(130))));
    wellFormed("no day to judge", known.judging(new Period(FIRST.plusDays(50), FIRST.plusDays(50))));
  }

  @Test
  void theSameQuestionHasTheSameAnswerWhateverWasAskedBefore() {
    Case unusual = unusual();
    List<Finding> first = findings(unusual);
    findings(ExampleSeries.from(FIRST).weeks(30, 900, 3).noise(3, 0.9).judgingTheLast(60));
    findings(ExampleSeries.from(FIRST).gap(50).days(50, 1e6).judgingTheLast(60));

    assertThat(findings(unusual)).as("asked again").isEqualTo(first);
    AnomalyDetector other = newPlugin();
    try {
      assertThat(other.evaluate(unusual.series(), unusual.context())).as("asked of another object").isEqualTo(first);
    } finally {
      assertThatCode(() -> Calls.close(other)).doesNotThrowAnyException();
    }
  }

  @Test
  void severalThreadsMayAskAtTheSameTime() throws Exception {
    List<Case> cases = new ArrayList<>(List.of(unusual()));
    for (int i = 1; i < 12; i++) {
      cases.add(ExampleSeries.from(FIRST).weeks(26, 100 * i, 10).days(5, 400 * i).noise(i, 0.1).judgingTheLast(20));
    }
    List<List<Finding>> alone = cases.stream().map(this::findings).toList();

    for (List<List<Finding>> one : Calls.together(() -> cases.stream().map(this::findings).toList())) {
      assertThat(one).isEqualTo(alone);
    }
  }

  private List<Finding> findings(Case asked) {
    return plugin.evaluate(asked.series(), asked.context());
  }

  private void wellFormed(String what, Case asked) {
    List<Finding> findings = findings(asked);
    assertThat(findings).as("the findings of %s", what).isNotNull().doesNotContainNull();
    Period judged = asked.context().evaluate();
    for (Finding finding : findings) {
      assertThat(finding.days().from()).as("%s: %s begins before it ends", what, finding).isBefore(finding.days().to());
      assertThat(!finding.days().from().isBefore(judged.from()) && !finding.days().to().isAfter(judged.to()))
          .as("%s: %s lies in the days judged, %s", what, finding, judged)
          .isTrue();
      assertThat(finding.score()).as("%s: the score of %s", what, finding).isBetween(0.0, 1.0);
      assertThat(Double.isFinite(finding.expectedPerDay()) && Double.isFinite(finding.actualPerDay()))
          .as("%s: the amounts of %s are numbers", what, finding)
          .isTrue();
      assertThat(finding.kind()).as("%s: the kind of %s", what, finding).isNotNull();
      assertThat(finding.explanation())
          .as("%s: the explanation of %s is one line of words", what, finding)
          .isNotBlank()
          .doesNotContain("\n")
          .doesNotContain("NaN");
    }
  }

  private static Case at(Case asked, Period window) {
    return new Case(asked.series(), asked.context().judging(window));
  }
}
