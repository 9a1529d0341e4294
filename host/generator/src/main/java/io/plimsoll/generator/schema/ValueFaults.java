package io.plimsoll.generator.schema;

import io.plimsoll.api.focus.FocusType;
import io.plimsoll.generator.fault.Fault;
import io.plimsoll.generator.fault.Faults;
import io.plimsoll.generator.table.Axis;
import io.plimsoll.generator.table.Column;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Changes the values of columns as the chosen faults say. */
final class ValueFaults {
  private final Faults faults;
  private final String secondCurrency;

  ValueFaults(Faults faults, String currency) {
    this.faults = faults;
    secondCurrency = currency.equals("USD") ? "EUR" : "USD";
  }

  List<Column> apply(List<Column> columns) {
    return columns.stream().map(c -> c instanceof Column.Coded coded ? nulls(value(coded)) : c).toList();
  }

  private Column.Coded value(Column.Coded column) {
    return switch (column.name()) {
      case "Tags" -> tags(column);
      case "BillingCurrency" -> faults.has(Fault.MIXED_CURRENCY)
          ? column.with(Axis.RESOURCE, code -> code % 5 == 0 ? secondCurrency : column.values().apply(0))
          : column;
      case "BillingAccountId" -> faults.has(Fault.NULL_BILLING_ACCOUNT)
          ? column.with(Axis.RESOURCE, code -> code % 7 == 0 ? null : column.values().apply(0))
          : column;
      case "PublisherName" -> missing(column, code -> code % 11 == 0);
      case "ServiceName" -> missing(column, code -> code % 13 == 0);
      case "SkuId" -> missing(column, code -> code % 5 == 0);
      case "x_SkuTerm" -> faults.has(Fault.ODD_TERMS) ? map(column, ValueFaults::oddTerm) : column;
      case "x_BillingExchangeRate", "x_BillingExchangeRateDate" ->
          faults.has(Fault.NO_EXCHANGE_RATE) ? map(column, v -> null) : column;
      case "x_PricingCurrency", "PricingCurrency" ->
          faults.has(Fault.NO_EXCHANGE_RATE) ? map(column, v -> "GBP") : column;
      case "ChargeDescription" -> faults.has(Fault.QUOTED_NEWLINES)
          ? replace(column, code -> code % 3 == 0, text -> text + "\r\nsecond line, \"quoted\"\nthird")
          : column;
      case "CommitmentDiscountName" -> faults.has(Fault.BLANK_COLUMN) ? map(column, v -> null) : column;
      case "CommitmentDiscountId" -> faults.has(Fault.ZERO_FOR_NULL) ? map(column, v -> v == null ? "0" : v) : column;
      case "ListUnitPrice", "ContractedUnitPrice" -> faults.has(Fault.ZERO_FOR_NULL)
          ? map(column, v -> v == null ? BigDecimal.ZERO : v)
          : column;
      default -> column;
    };
  }

  private Column.Coded missing(Column.Coded column, IntPredicate where) {
    IntFunction<@Nullable Object> values = column.values();
    return faults.has(Fault.MISSING_VALUES)
        ? column.with(column.axis(), code -> where.test(code) ? null : values.apply(code))
        : column;
  }

  private Column.Coded tags(Column.Coded column) {
    if (faults.has(Fault.TAGS_WITHOUT_BRACES)) {
      return replace(column, code -> true, text -> text.substring(1, text.length() - 1));
    }
    if (faults.has(Fault.TAGS_MALFORMED)) {
      return replace(column, code -> code % 4 == 0, text -> text.substring(0, text.length() - 1) + ",\"orphan\":");
    }
    if (faults.has(Fault.TAGS_DUPLICATE_KEY)) {
      return replace(
          column, code -> code % 4 == 0, text -> text.substring(0, text.length() - 1) + ",\"env\":\"inherited\"}");
    }
    return faults.has(Fault.TAGS_EMPTY_OBJECT) ? map(column, v -> v == null ? "{}" : v) : column;
  }

  private Column.Coded nulls(Column.Coded column) {
    if (column.type() != FocusType.STRING && column.type() != FocusType.JSON) {
      return column;
    }
    if (faults.has(Fault.EMPTY_TEXT)) {
      return map(column, v -> v == null ? "" : v);
    }
    return faults.has(Fault.NULL_WORD) ? map(column, v -> v == null ? "NULL" : v) : column;
  }

  private static @Nullable Object oddTerm(@Nullable Object term) {
    return term == null ? null : term.equals("12") ? "1Year" : "P10Y";
  }

  private static Column.Coded replace(Column.Coded column, IntPredicate where, Function<String, String> change) {
    IntFunction<@Nullable Object> values = column.values();
    return column.with(column.axis(), code -> {
      Object value = values.apply(code);
      return value instanceof String text && where.test(code) ? change.apply(text) : value;
    });
  }

  private static Column.Coded map(Column.Coded column, Function<@Nullable Object, @Nullable Object> change) {
    IntFunction<@Nullable Object> values = column.values();
    return column.with(column.axis(), code -> change.apply(values.apply(code)));
  }
}
