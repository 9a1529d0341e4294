package io.plimsoll.host.collect;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.focus.DataQualityCode;
import io.plimsoll.api.focus.FocusColumn;
import io.plimsoll.api.focus.FocusColumns;
import io.plimsoll.api.focus.FocusTags;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/**
 * Judges the rows of parts, one after the other: refuses those that have no day or no currency, counts what is
 * missing, malformed or not allowed. Text is judged once for each distinct value of a dictionary. One thread.
 */
final class PartChecks {
  private static final List<String> ALLOWED =
      List.of("ChargeCategory", "ChargeClass", "ChargeFrequency", "PricingCategory", "CommitmentDiscountStatus");
  private static final List<Metric> REQUIRED = List.of(Metric.BILLED_COST, Metric.EFFECTIVE_COST);

  private String part = "";
  private PartFindings findings = new PartFindings();
  private final Map<String, Judged> judged = new HashMap<>();
  private long rowsBefore;

  /** Begins a part: what is found from here on is its own. */
  void begin(String name, PartFindings found) {
    part = name;
    findings = found;
    rowsBefore = 0;
  }

  /**
   * @throws PlimsollException {@code INPUT_INVALID} for a row without a day, or with a cost and no currency
   */
  void add(Batch batch) {
    FieldVector day = batch.columns().getVector(AggregationSpec.DAY);
    if (day.getNullCount() > 0) {
      throw new PlimsollException(
          ErrorCode.INPUT_INVALID,
          "Row " + (rowsBefore + firstNull(day) + 1) + " of " + part + " has no ChargePeriodStart; nothing was published.",
          "A charge belongs to a day: run the export again, and tell the provider when it stays.");
    }
    FieldVector currency = batch.columns().getVector("BillingCurrency");
    for (Metric metric : REQUIRED) {
      FieldVector cost = batch.columns().getVector(metric.column());
      if (cost != null && cost.getNullCount() > 0) {
        findings.add(
            DataQualityCode.COST_MISSING, cost.getNullCount(), rowsBefore + firstNull(cost) + 1, metric.column(), "");
      }
      if (currency != null && currency.getNullCount() > 0 && cost != null) {
        refuseCostWithoutCurrency(cost, currency, metric);
      }
    }
    for (FieldVector vector : batch.columns().getFieldVectors()) {
      FocusColumn column = FocusColumns.find(vector.getName()).orElse(null);
      if (column == null) {
        continue;
      }
      if (!column.nullable()
          && column.level() == FocusColumn.Level.MANDATORY
          && vector.getNullCount() > 0
          && Metric.ofColumn(column.name()).isEmpty()) {
        findings.add(
            DataQualityCode.VALUE_MISSING, vector.getNullCount(), rowsBefore + firstNull(vector) + 1, column.name(), "");
      }
      if (vector.getName().equals("SubAccountId") && vector.getNullCount() > 0) {
        findings.add(
            DataQualityCode.SUB_ACCOUNT_MISSING, vector.getNullCount(), rowsBefore + firstNull(vector) + 1, "SubAccountId", "");
      }
      if (vector.getName().equals("Tags") || ALLOWED.contains(vector.getName())) {
        VarCharVector dictionary = batch.dictionaries().get(vector.getName());
        judged
            .computeIfAbsent(vector.getName(), name -> new Judged(column))
            .add(vector, dictionary, batch.columns().getRowCount());
      }
    }
    rowsBefore += batch.columns().getRowCount();
  }

  private void refuseCostWithoutCurrency(FieldVector cost, FieldVector currency, Metric metric) {
    for (int row = 0; row < currency.getValueCount(); row++) {
      if (currency.isNull(row) && !cost.isNull(row)
          && ((java.math.BigDecimal) cost.getObject(row)).signum() != 0) {
        throw new PlimsollException(
            ErrorCode.INPUT_INVALID,
            "Row " + (rowsBefore + row + 1) + " of " + part + " has a " + metric.column() + " of "
                + ((java.math.BigDecimal) cost.getObject(row)).toPlainString()
                + " but no BillingCurrency; nothing was published.",
            "An amount without a currency cannot be added to any other: run the export again.");
      }
    }
  }

  private static int firstNull(FieldVector vector) {
    for (int row = 0; row < vector.getValueCount(); row++) {
      if (vector.isNull(row)) {
        return row;
      }
    }
    return -1;
  }

  /** What was found in the distinct values of a column. */
  private final class Judged {
    private final FocusColumn column;
    private @Nullable DataQualityCode[] codes = new DataQualityCode[64];
    private @Nullable VarCharVector of;
    private int known;
    private boolean any;

    Judged(FocusColumn column) {
      this.column = column;
    }

    void add(FieldVector vector, @Nullable VarCharVector dictionary, int rows) {
      if (dictionary == null) {
        for (int row = 0; vector instanceof VarCharVector text && row < rows; row++) {
          if (!text.isNull(row)) {
            count(judge(text.get(row)), row, text.get(row));
          }
        }
        return;
      }
      if (of != dictionary) {
        of = dictionary;
        known = 0;
        any = false;
      }
      for (; known < dictionary.getValueCount(); known++) {
        if (known == codes.length) {
          codes = Arrays.copyOf(codes, known * 2);
        }
        codes[known] = judge(dictionary.get(known));
        any |= codes[known] != null;
      }
      if (any) {
        IntVector values = (IntVector) (BaseFixedWidthVector) vector;
        for (int row = 0; row < rows; row++) {
          if (!values.isNull(row) && codes[values.get(row)] != null) {
            count(codes[values.get(row)], row, dictionary.get(values.get(row)));
          }
        }
      }
    }

    private void count(@Nullable DataQualityCode code, int row, byte[] text) {
      if (code != null) {
        findings.add(code, 1, rowsBefore + row + 1, column.name(), new String(text, StandardCharsets.UTF_8));
      }
    }

    private @Nullable DataQualityCode judge(byte[] bytes) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      if (column.name().equals("Tags")) {
        return FocusTags.parse(text).problem().orElse(null);
      }
      if (column.name().equals("ChargeClass") && text.equals("Correction")) {
        return DataQualityCode.CORRECTION;
      }
      return column.allowedValues().contains(text) ? null : DataQualityCode.VALUE_NOT_ALLOWED;
    }
  }
}
