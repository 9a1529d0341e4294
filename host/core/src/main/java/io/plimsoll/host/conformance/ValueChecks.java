package io.plimsoll.host.conformance;

import io.plimsoll.api.collect.ConformanceReport.Example;
import io.plimsoll.api.collect.ConformanceReport.Finding;
import io.plimsoll.api.collect.ConformanceReport.Severity;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.focus.DataQualityCode;
import io.plimsoll.api.focus.FocusColumn;
import io.plimsoll.api.focus.FocusColumns;
import io.plimsoll.api.focus.FocusTags;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/** Checks the values of a file against the rules of their columns: nulls, allowed values, formats, periods. */
final class ValueChecks {
  private static final int EXAMPLES = 5;

  private record Rule(String code, Severity severity, String column, String message) {}

  private final Map<Rule, Long> counts = new LinkedHashMap<>();
  private final Map<Rule, List<Example>> examples = new HashMap<>();
  private long rowsBefore;

  void add(Batch batch) {
    for (FieldVector vector : batch.columns().getFieldVectors()) {
      FocusColumn column = FocusColumns.find(vector.getName()).orElseThrow();
      nulls(vector, column);
      if (!column.allowedValues().isEmpty() || column.name().equals("BillingCurrency") || column.name().equals("Tags")) {
        text(vector, batch.dictionaries().get(vector.getName()), column);
      }
    }
    period(batch, "ChargePeriodStart", "ChargePeriodEnd");
    period(batch, "BillingPeriodStart", "BillingPeriodEnd");
    rowsBefore += batch.columns().getRowCount();
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    counts.forEach(
        (rule, count) ->
            findings.add(
                new Finding(rule.code(), rule.severity(), rule.column(), count, rule.message(), examples.getOrDefault(rule, List.of()))));
    return findings;
  }

  private void nulls(FieldVector vector, FocusColumn column) {
    if (column.nullable() || vector.getNullCount() == 0) {
      return;
    }
    boolean mandatory = column.level() == FocusColumn.Level.MANDATORY;
    Rule rule =
        new Rule(
            DataQualityCode.VALUE_MISSING.name(), mandatory ? Severity.ERROR : Severity.WARNING, column.name(),
            column.name() + " must not be empty.");
    for (int row = 0; row < vector.getValueCount(); row++) {
      if (vector.isNull(row)) {
        count(rule, row, "");
      }
    }
  }

  private void text(FieldVector vector, @Nullable VarCharVector dictionary, FocusColumn column) {
    Map<Integer, Optional<Rule>> judged = new HashMap<>();
    for (int row = 0; row < vector.getValueCount(); row++) {
      if (vector.isNull(row)) {
        continue;
      }
      byte[] bytes;
      Optional<Rule> rule;
      if (dictionary != null) {
        int code = ((IntVector) vector).get(row);
        rule = judged.computeIfAbsent(code, c -> judge(column, new String(dictionary.get(c), StandardCharsets.UTF_8)));
        bytes = rule.isPresent() ? dictionary.get(code) : new byte[0];
      } else {
        bytes = ((VarCharVector) vector).get(row);
        rule = judge(column, new String(bytes, StandardCharsets.UTF_8));
      }
      if (rule.isPresent()) {
        count(rule.get(), row, new String(bytes, StandardCharsets.UTF_8));
      }
    }
  }

  private static Optional<Rule> judge(FocusColumn column, String text) {
    if (column.name().equals("Tags")) {
      return FocusTags.parse(text)
          .problem()
          .map(p -> new Rule(p.name(), Severity.ERROR, "Tags", "Tags must be a JSON object with distinct keys."));
    }
    if (column.name().equals("BillingCurrency")) {
      return text.matches("[A-Z]{3}")
          ? Optional.empty()
          : Optional.of(
              new Rule("CURRENCY_FORMAT", Severity.ERROR, column.name(), "A currency is three capital letters of ISO 4217."));
    }
    return column.allowedValues().contains(text)
        ? Optional.empty()
        : Optional.of(
            new Rule(
                DataQualityCode.VALUE_NOT_ALLOWED.name(), Severity.ERROR, column.name(),
                column.name() + " must be one of " + String.join(", ", column.allowedValues()) + "."));
  }

  private void period(Batch batch, String startName, String endName) {
    if (!(batch.columns().getVector(startName) instanceof TimeStampMicroVector start)
        || !(batch.columns().getVector(endName) instanceof TimeStampMicroVector end)) {
      return;
    }
    Rule rule = new Rule("PERIOD_ORDER", Severity.ERROR, endName, endName + " must lie behind " + startName + ".");
    for (int row = 0; row < start.getValueCount(); row++) {
      if (!start.isNull(row) && !end.isNull(row) && end.get(row) <= start.get(row)) {
        count(rule, row, java.time.Instant.ofEpochSecond(Math.floorDiv(end.get(row), 1_000_000L)).toString());
      }
    }
  }

  private void count(Rule rule, int row, String text) {
    counts.merge(rule, 1L, Long::sum);
    List<Example> kept = examples.computeIfAbsent(rule, r -> new ArrayList<>());
    if (kept.size() < EXAMPLES) {
      kept.add(new Example(rowsBefore + row + 1, text.length() > 200 ? text.substring(0, 200) : text));
    }
  }
}
