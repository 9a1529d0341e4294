package io.plimsoll.reader.parquet;

import io.plimsoll.api.focus.DataQualityCode;
import io.plimsoll.api.focus.FocusType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns one value of a file into the type asked for: floating-point costs, numbers and dates written as text,
 * typed columns asked for as text.
 */
final class Conversion {
  /**
   * A value in its new type.
   *
   * @param value {@code BigDecimal}, {@code Long} of microseconds, {@code Boolean} or {@code String}; {@code
   *     null} where the file has a stand-in for null
   * @param repairs what was repaired on the way
   * @param original the value as the file has it, for messages
   * @param problem why there is no value, as the end of a sentence, or {@code null}
   */
  record Converted(
      @Nullable Object value, Set<DataQualityCode> repairs, Object original, @Nullable String problem) {}

  /** Fraction digits beyond which a number is rounded. */
  private static final int MAX_SCALE = 38;
  private static final int MAX_DIGITS = 76;
  private static final int LONGEST_NUMBER = 400;
  /** Decimals of so many digits each have a floating-point number of their own, so none of them is too long. */
  private static final int SURE_DOUBLE_DIGITS = 15;
  private static final int SURE_FLOAT_DIGITS = 6;

  private final Leaf leaf;
  private final FocusType target;

  Conversion(Leaf leaf, FocusType target) {
    this.leaf = leaf;
    this.target = target;
  }

  Converted of(byte[] bytes, int at, int size) {
    Object value = value(bytes, at, size);
    Set<DataQualityCode> repairs = EnumSet.noneOf(DataQualityCode.class);
    if (value instanceof String text && target != FocusType.STRING && target != FocusType.JSON) {
      if (text.isBlank()) {
        repairs.add(DataQualityCode.EMPTY_TEXT_AS_NULL);
        return new Converted(null, repairs, text, null);
      }
      if (text.equals("NULL")) {
        repairs.add(DataQualityCode.NULL_WORD_AS_NULL);
        return new Converted(null, repairs, text, null);
      }
    }
    try {
      Object converted =
          switch (target) {
            case DECIMAL -> number(value, repairs);
            case DATE_TIME -> micros(value, repairs);
            case BOOLEAN -> flag(value);
            case STRING, JSON -> text(value);
          };
      return new Converted(converted, repairs, value, null);
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
      return new Converted(null, repairs, value, "cannot be read as " + word(target));
    }
  }

  private Object value(byte[] bytes, int at, int size) {
    return switch (leaf.meaning()) {
      case TEXT, JSON, BYTES -> {
        Utf8.check(bytes, at, size);
        yield new String(bytes, at, size, StandardCharsets.UTF_8);
      }
      case DECIMAL, INTEGER, UNSIGNED -> new BigDecimal(unscaled(bytes, at, size), leaf.scale());
      case FLOATING -> {
        if (leaf.physical() == Physical.FLOAT) {
          yield Float.intBitsToFloat(LittleEndian.getInt(bytes, at));
        }
        yield Double.longBitsToDouble(LittleEndian.getLong(bytes, at));
      }
      case BOOLEAN -> bytes[at] != 0;
      case OTHER -> throw new IllegalArgumentException(leaf.describe());
      default -> {
        long micros = TimestampSink.micros(leaf.meaning(), bytes, at);
        yield Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
      }
    };
  }

  private BigInteger unscaled(byte[] bytes, int at, int size) {
    boolean unsigned = leaf.meaning() == Meaning.UNSIGNED;
    return switch (leaf.physical()) {
      case INT32 -> {
        int value = LittleEndian.getInt(bytes, at);
        yield BigInteger.valueOf(unsigned ? Integer.toUnsignedLong(value) : value);
      }
      case INT64 -> {
        long value = LittleEndian.getLong(bytes, at);
        yield unsigned ? new BigInteger(Long.toUnsignedString(value)) : BigInteger.valueOf(value);
      }
      default -> new BigInteger(bytes, at, size);
    };
  }

  private static BigDecimal number(Object value, Set<DataQualityCode> repairs) {
    BigDecimal number;
    if (value instanceof BigDecimal exact) {
      number = exact;
    } else if (value instanceof Double || value instanceof Float) {
      number = shortest((Number) value);
      repairs.add(DataQualityCode.FLOATING_POINT_COST);
    } else if (value instanceof String text && text.length() <= LONGEST_NUMBER) {
      String stripped = text.strip();
      number = new BigDecimal(stripped);
      if (stripped.indexOf('e') >= 0 || stripped.indexOf('E') >= 0) {
        repairs.add(DataQualityCode.NUMBER_WITH_EXPONENT);
      }
    } else {
      throw new IllegalArgumentException();
    }
    return bounded(number, repairs);
  }

  /**
   * The shortest decimal that names this number; NaN and infinities name none. Before JDK 19 the number's own
   * text has a digit too many at times (JDK-4511638), and the same export must give the same sums everywhere.
   */
  private static BigDecimal shortest(Number value) {
    BigDecimal text = new BigDecimal(value.toString());
    boolean isDouble = value instanceof Double;
    int sure = isDouble ? SURE_DOUBLE_DIGITS : SURE_FLOAT_DIGITS;
    while (text.precision() > sure) {
      BigDecimal shorter =
          new BigDecimal(value.doubleValue()).round(new MathContext(text.precision() - 1, RoundingMode.HALF_EVEN));
      boolean same =
          isDouble ? shorter.doubleValue() == value.doubleValue() : shorter.floatValue() == value.floatValue();
      if (!same) {
        break;
      }
      text = shorter.stripTrailingZeros();
    }
    return text;
  }

  private static BigDecimal bounded(BigDecimal number, Set<DataQualityCode> repairs) {
    if (number.signum() == 0) {
      return BigDecimal.ZERO;
    }
    long before = (long) number.precision() - number.scale();
    if (before + Math.min(Math.max(number.scale(), 0), MAX_SCALE) > MAX_DIGITS) {
      throw new ArithmeticException();
    }
    BigDecimal bounded = number;
    if (number.scale() > MAX_SCALE && before < -MAX_SCALE - 1) {
      bounded = BigDecimal.ZERO;
    } else if (number.scale() > MAX_SCALE) {
      bounded = number.setScale(MAX_SCALE, RoundingMode.HALF_EVEN);
    }
    if (bounded.compareTo(number) != 0) {
      repairs.add(DataQualityCode.NUMBER_ROUNDED);
    }
    return bounded.scale() < 0 ? bounded.setScale(0) : bounded;
  }

  private static Long micros(Object value, Set<DataQualityCode> repairs) {
    if (value instanceof Instant instant) {
      return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
    if (!(value instanceof String text)) {
      throw new IllegalArgumentException();
    }
    String iso = text.strip().replace(' ', 'T');
    if (iso.length() == 10) {
      repairs.add(DataQualityCode.DATE_WITHOUT_ZONE);
      iso += "T00:00:00Z";
    } else if (iso.length() == 16 || iso.length() > 16 && iso.charAt(16) != ':') {
      repairs.add(DataQualityCode.DATE_WITHOUT_SECONDS);
    }
    TemporalAccessor time =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
    Instant instant;
    if (time instanceof OffsetDateTime offset) {
      if (offset.getOffset().getTotalSeconds() != 0) {
        repairs.add(DataQualityCode.DATE_WITH_OFFSET);
      }
      instant = offset.toInstant();
    } else {
      repairs.add(DataQualityCode.DATE_WITHOUT_ZONE);
      instant = LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
    }
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static Boolean flag(Object value) {
    if (value instanceof Boolean flag) {
      return flag;
    }
    return switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  private static String text(Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof Double number && Double.isFinite(number)
        || value instanceof Float single && Float.isFinite(single)) {
      return shortest((Number) value).toPlainString();
    }
    return value.toString();
  }

  private static String word(FocusType type) {
    return switch (type) {
      case DECIMAL -> "a number of at most 76 digits";
      case DATE_TIME -> "a date and time";
      case BOOLEAN -> "true or false";
      case STRING, JSON -> "text";
    };
  }
}
