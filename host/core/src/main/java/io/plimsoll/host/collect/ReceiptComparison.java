package io.plimsoll.host.collect;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Receipt;
import io.plimsoll.api.collect.ReceiptDiff;
import io.plimsoll.api.focus.DataQualityCode;
import io.plimsoll.host.state.WorkspaceState;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Explains why numbers changed between two published runs of a period, from their receipts. */
public final class ReceiptComparison {
  private ReceiptComparison() {}

  /**
   * @throws PlimsollException {@code NOT_FOUND} when a run has no receipt, {@code INVALID_REQUEST} when they
   *     are of different periods
   */
  public static ReceiptDiff of(WorkspaceState state, String runA, String runB) {
    List<Receipt> all = receipts(state, runA);
    List<Receipt> others = receipts(state, runB);
    // One run may hold several periods.
    Receipt before = all.stream().filter(r -> ofPeriod(others, r).isPresent()).findFirst().orElse(all.get(0));
    Receipt after =
        ofPeriod(others, before)
            .orElseThrow(
                () ->
                    new PlimsollException(
                        ErrorCode.INVALID_REQUEST,
                        "Run " + runA + " is of " + before.run().period() + " and run " + runB + " of "
                            + others.get(0).run().period() + ".",
                        "Compare two runs of one billing period."));
    Breakdown a = state.breakdown(before);
    Breakdown b = state.breakdown(after);
    return new ReceiptDiff(before, after, totals(before, after), days(a, b), services(a, b), notes(before, after),
        Restatement.between(before, a, after, b));
  }

  private static Optional<Receipt> ofPeriod(List<Receipt> receipts, Receipt same) {
    return receipts.stream().filter(r -> r.run().period().equals(same.run().period())).findFirst();
  }

  private static List<Receipt> receipts(WorkspaceState state, String run) {
    List<Receipt> receipts = state.receipts(run);
    if (receipts.isEmpty()) {
      throw new PlimsollException(
          ErrorCode.NOT_FOUND, "Run " + run + " was never published here, so it has no receipt.",
          "See the runs with: plimsoll runs ORG.");
    }
    return receipts;
  }

  private record Key(@Nullable Object what, String metric, @Nullable String unit) {}

  private static List<ReceiptDiff.Total> totals(Receipt before, Receipt after) {
    Map<Key, BigDecimal[]> sums = new LinkedHashMap<>();
    before.totals().forEach(t -> put(sums, new Key(null, t.metric().column(), t.unit()), 0, t.value()));
    after.totals().forEach(t -> put(sums, new Key(null, t.metric().column(), t.unit()), 1, t.value()));
    return sums.entrySet().stream()
        .map(e -> new ReceiptDiff.Total(e.getKey().metric(), e.getKey().unit(), e.getValue()[0], e.getValue()[1]))
        .toList();
  }

  private static List<ReceiptDiff.Day> days(Breakdown a, Breakdown b) {
    Map<Key, BigDecimal[]> sums = new LinkedHashMap<>();
    a.days().forEach(d -> put(sums, new Key(d.day(), d.metric(), d.unit()), 0, d.value()));
    b.days().forEach(d -> put(sums, new Key(d.day(), d.metric(), d.unit()), 1, d.value()));
    return changed(sums).stream()
        .map(
            e ->
                new ReceiptDiff.Day(
                    (LocalDate) e.getKey().what(), e.getKey().metric(), e.getKey().unit(), e.getValue()[0], e.getValue()[1]))
        .toList();
  }

  private static List<ReceiptDiff.Service> services(Breakdown a, Breakdown b) {
    Map<Key, BigDecimal[]> sums = new LinkedHashMap<>();
    a.services().forEach(s -> put(sums, new Key(s.service(), s.metric(), s.unit()), 0, s.value()));
    b.services().forEach(s -> put(sums, new Key(s.service(), s.metric(), s.unit()), 1, s.value()));
    return changed(sums).stream()
        .map(
            e ->
                new ReceiptDiff.Service(
                    (String) e.getKey().what(), e.getKey().metric(), e.getKey().unit(), e.getValue()[0], e.getValue()[1]))
        .toList();
  }

  private static void put(Map<Key, BigDecimal[]> sums, Key key, int side, BigDecimal value) {
    BigDecimal[] both = sums.computeIfAbsent(key, k -> new BigDecimal[] {BigDecimal.ZERO, BigDecimal.ZERO});
    both[side] = both[side].add(value);
  }

  private static List<Map.Entry<Key, BigDecimal[]>> changed(Map<Key, BigDecimal[]> sums) {
    List<Map.Entry<Key, BigDecimal[]>> changed = new ArrayList<>();
    sums.entrySet().stream().filter(e -> e.getValue()[0].compareTo(e.getValue()[1]) != 0).forEach(changed::add);
    changed.sort(
        Comparator.comparing((Map.Entry<Key, BigDecimal[]> e) -> e.getValue()[1].subtract(e.getValue()[0]).abs()).reversed());
    return changed;
  }

  private static List<String> notes(Receipt before, Receipt after) {
    List<String> notes = new ArrayList<>();
    if (before.rows() != after.rows()) {
      notes.add(before.rows() + " rows before, " + after.rows() + " after");
    }
    if (!before.run().focusVersion().equals(after.run().focusVersion())) {
      notes.add("FOCUS " + before.run().focusVersion() + " before, " + after.run().focusVersion() + " after");
    }
    if (before.parts().size() != after.parts().size()) {
      notes.add(before.parts().size() + " parts before, " + after.parts().size() + " after");
    }
    Set<DataQualityCode> codes = new HashSet<>(before.repaired().keySet());
    codes.addAll(after.repaired().keySet());
    for (DataQualityCode code : codes.stream().sorted().collect(Collectors.toList())) {
      long was = before.repaired().getOrDefault(code, 0L);
      long is = after.repaired().getOrDefault(code, 0L);
      if (was != is) {
        notes.add(code.text() + ": " + was + " before, " + is + " after");
      }
    }
    return notes;
  }
}
