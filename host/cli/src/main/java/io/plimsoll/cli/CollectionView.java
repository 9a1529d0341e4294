package io.plimsoll.cli;

import io.plimsoll.api.anomaly.SkippedDetector;
import io.plimsoll.api.collect.CollectionSchedule;
import io.plimsoll.api.collect.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a collection did, the findings that are missing after it, and the connections that cannot be collected. */
record CollectionView(RunsView runs, List<SkippedDetector> skipped, List<CollectionSchedule> schedules) implements View {
  @Override
  public void page(Page page) {
    runs.page(page);
    SkippedDetectors.show(page, skipped);
    Schedules.showFailures(page, schedules, runs.runs().stream().map(Run::message).toList());
  }

  @Override
  public Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>(runs.json());
    json.put("skippedDetectors", SkippedDetectors.json(skipped));
    json.put("schedule", Schedules.json(schedules));
    return json;
  }

  @Override
  public Grid grid() {
    return runs.grid();
  }

  @Override
  public String besideGrid() {
    return (SkippedDetectors.inOneLine(skipped) + " " + Schedules.failuresInOneLine(schedules)).strip();
  }
}
