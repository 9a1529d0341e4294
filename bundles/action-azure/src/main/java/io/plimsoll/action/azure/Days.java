package io.plimsoll.action.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Days of one calendar month, the most a run can be asked for.
 *
 * @param last inclusive, as Azure has it
 */
record Days(LocalDate first, LocalDate last) {
  static Days of(YearMonth month) {
    return new Days(month.atDay(1), month.atEndOfMonth());
  }

  /** Whether they are some and of one month. */
  boolean valid() {
    return !last.isBefore(first) && YearMonth.from(first).equals(YearMonth.from(last));
  }

  ObjectNode json() {
    return Json.object().put("from", first + "T00:00:00Z").put("to", last + "T00:00:00Z");
  }

  @Override
  public String toString() {
    return first + " to " + last;
  }
}
