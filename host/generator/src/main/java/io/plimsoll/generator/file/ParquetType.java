package io.plimsoll.generator.file;

import io.plimsoll.api.focus.FocusType;
import io.plimsoll.generator.table.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** The physical and logical type of a column, and how one value of it looks in PLAIN encoding. */
enum ParquetType {
  TEXT(6, 0),
  DECIMAL(7, 16),
  INT96(3, 0),
  MICROS(2, 0),
  MILLIS(2, 0),
  BOOLEAN(0, 0),
  DOUBLE(5, 0),
  INTEGER(2, 0),
  INT32(1, 0),
  MAP(6, 0);

  private static final int SCALE = 18;
  private static final int JULIAN_EPOCH = 2_440_588;
  private static final long DAY_MILLIS = 86_400_000L;
  private static final BigInteger LIMIT = BigInteger.TEN.pow(38);

  private final int physical;
  private final int length;

  ParquetType(int physical, int length) {
    this.physical = physical;
    this.length = length;
  }

  int physical() {
    return physical;
  }

  int length() {
    return length;
  }

  /** The type that these options give a column; the odd ones are as observed in a real Azure file. */
  static ParquetType of(Column column, ParquetOptions options, boolean blankIsInt32) {
    if (column.name().equals("Tags") && options.tagsAsMap()) {
      return MAP;
    }
    if (column.name().equals("CommitmentDiscountName") && blankIsInt32) {
      return INT32;
    }
    if (column.name().equals("x_BillingExchangeRate")) {
      return TEXT;
    }
    FocusType type = column.name().equals("x_PartnerCreditRate") ? FocusType.DECIMAL : column.type();
    return switch (type) {
      case STRING, JSON -> TEXT;
      case BOOLEAN -> BOOLEAN;
      case DATE_TIME -> switch (options.times()) {
        case INT96 -> INT96;
        case MICROS -> MICROS;
        case MILLIS -> MILLIS;
      };
      case DECIMAL -> switch (options.numbers()) {
        case DECIMAL -> DECIMAL;
        case DOUBLE -> DOUBLE;
        case INTEGER ->
            column instanceof Column.Measured measured && measured.measure().isCost() ? INTEGER : DOUBLE;
      };
    };
  }

  /** Appends a value. */
  void plain(Bytes out, Object value) {
    switch (this) {
      case TEXT, MAP -> {
        String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putInt(bytes.length);
        out.put(bytes);
      }
      case DECIMAL -> decimal(out, number(value).setScale(SCALE, RoundingMode.HALF_UP).unscaledValue());
      case INT96 -> {
        out.putLong(0);
        out.putInt((int) (((LocalDate) value).toEpochDay() + JULIAN_EPOCH));
      }
      case MICROS -> out.putLong(((LocalDate) value).toEpochDay() * DAY_MILLIS * 1_000);
      case MILLIS -> out.putLong(((LocalDate) value).toEpochDay() * DAY_MILLIS);
      case DOUBLE -> out.putLong(Double.doubleToLongBits(number(value).doubleValue()));
      case INTEGER -> out.putLong(number(value).longValueExact());
      case INT32 -> out.putInt(number(value).intValueExact());
      case BOOLEAN -> throw new IllegalArgumentException("booleans are packed");
    }
  }

  private static BigDecimal number(Object value) {
    return value instanceof BigDecimal number ? number : new BigDecimal(value.toString());
  }

  private static void decimal(Bytes out, BigInteger unscaled) {
    if (unscaled.abs().compareTo(LIMIT) >= 0) {
      throw new IllegalArgumentException(unscaled + " does not fit DECIMAL(38,18)");
    }
    out.putBigEndian(unscaled.shiftRight(64).longValue());
    out.putBigEndian(unscaled.longValue());
  }
}
