package io.plimsoll.cli;

import io.plimsoll.api.anomaly.SkippedDetector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a collection did, and the findings that are missing after it. */
record CollectionView(RunsView runs, List<SkippedDetector> skipped) implements View {
  @Override
  public void page(Page page) {
    runs.page(page);
    SkippedDetectors.show(page, skipped);
  }

  @Override
  public Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>(runs.json());
    json.put("skippedDetectors", SkippedDetectors.json(skipped));
    return json;
  }

  @Override
  public Grid grid() {
    return runs.grid();
  }

  @Override
  public String besideGrid() {
    return SkippedDetectors.inOneLine(skipped);
  }
}
