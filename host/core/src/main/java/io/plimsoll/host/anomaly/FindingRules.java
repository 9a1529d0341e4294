package io.plimsoll.host.anomaly;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.plugin.PluginException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses findings that the contract does not allow, before anybody computes with them. Pure. */
public final class FindingRules {
  private static final int LONGEST_EXPLANATION = 2000;

  private FindingRules() {}

  /** @throws PluginException {@code PLUGIN_FAILED} with everything that is wrong with a finding */
  public static void check(String detector, @Nullable Finding finding, EvaluationContext context) {
    List<String> problems = new ArrayList<>();
    if (finding == null) {
      problems.add("it is null");
    } else {
      judge(finding, context, problems);
    }
    if (!problems.isEmpty()) {
      throw new PluginException(
          ErrorCode.PLUGIN_FAILED,
          detector,
          AnomalyDetector.class.getSimpleName(),
          "Detector " + detector + " answered a finding that cannot be used: " + String.join("; ", problems) + ".",
          "Report it to the author of " + detector + ".",
          null);
    }
  }

  @SuppressWarnings("ConstantValue") // A record of a plug-in holds null wherever its author put it.
  private static void judge(Finding finding, EvaluationContext context, List<String> problems) {
    if (finding.days() == null) {
      problems.add("it names no days");
    } else if (finding.days().to().isAfter(context.asOf().plusDays(1))) {
      problems.add("its days end on " + finding.days().to() + ", after the evaluation");
    }
    if (finding.kind() == null) {
      problems.add("it has no kind");
    }
    number("score", finding.score(), problems);
    number("expectedPerDay", finding.expectedPerDay(), problems);
    number("actualPerDay", finding.actualPerDay(), problems);
    if (finding.explanation() == null || finding.explanation().isBlank()) {
      problems.add("it explains nothing");
    } else if (finding.explanation().length() > LONGEST_EXPLANATION) {
      problems.add("its explanation has more than " + LONGEST_EXPLANATION + " characters");
    }
  }

  private static void number(String name, double value, List<String> problems) {
    if (!Double.isFinite(value)) {
      problems.add(name + " is " + value);
    }
  }
}
