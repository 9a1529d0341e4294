package io.plimsoll.cli;

import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer of one sentence, and of a few named values for programs. */
record SentenceView(String sentence, Map<String, @Nullable Object> json) implements View {
  @Override
  public void page(Page page) {
    page.sentence("", sentence);
  }

  @Override
  public Grid grid() {
    return new Grid(new ArrayList<>(json.keySet())).row(new ArrayList<>(json.values()));
  }
}
