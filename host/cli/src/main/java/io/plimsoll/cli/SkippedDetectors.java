package io.plimsoll.cli;

import io.plimsoll.api.anomaly.SkippedDetector;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says which detectors did not judge, so that nobody takes silence for good news. */
final class SkippedDetectors {
  private SkippedDetectors() {}

  static void show(Page page, List<SkippedDetector> skipped) {
    for (SkippedDetector each : skipped) {
      page.blank().sentence("", "  ", "Missing: what detector " + each.detector() + " would have found. " + each.reason());
      page.sentence("  ", each.advice());
    }
  }

  static List<Map<String, @Nullable Object>> json(List<SkippedDetector> skipped) {
    return skipped.stream()
        .map(s -> Exact.object("detector", s.detector(), "reason", s.reason(), "advice", s.advice(), "since", s.since()))
        .toList();
  }

  /** One line for a reader of the grid; empty when nothing is missing. */
  static String inOneLine(List<SkippedDetector> skipped) {
    return skipped.stream()
        .map(s -> "Missing: what detector " + s.detector() + " would have found. " + s.reason() + " " + s.advice())
        .collect(Collectors.joining(" "));
  }
}
