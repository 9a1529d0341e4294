package io.plimsoll.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an answer looks in each format. */
interface View {
  /** For people. */
  void page(Page page);

  /** For programs: maps, lists, texts, numbers, booleans; exact decimals as text. */
  Map<String, @Nullable Object> json();

  /** For spreadsheets. */
  Grid grid();

  /** What a reader of the grid must know and the grid cannot say; empty when there is nothing. */
  default String besideGrid() {
    return "";
  }
}
