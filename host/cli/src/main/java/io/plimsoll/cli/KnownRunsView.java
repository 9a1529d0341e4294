package io.plimsoll.cli;

import io.plimsoll.api.collect.CollectionSchedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every run known, the connections that cannot be collected, and when each is due. */
record KnownRunsView(RunsView runs, List<CollectionSchedule> schedules) implements View {
  @Override
  public void page(Page page) {
    runs.page(page);
    Schedules.showFailures(page, schedules, List.of());
    Schedules.showTimes(page, schedules);
  }

  @Override
  public Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>(runs.json());
    json.put("schedule", Schedules.json(schedules));
    return json;
  }

  @Override
  public Grid grid() {
    return runs.grid();
  }

  @Override
  public String besideGrid() {
    return Schedules.failuresInOneLine(schedules);
  }
}
