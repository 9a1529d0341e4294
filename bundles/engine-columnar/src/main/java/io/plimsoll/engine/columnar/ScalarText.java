package io.plimsoll.engine.columnar;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroVector;

/**
 * Codes of keys that are no text: instants, numbers and truth values, kept as the text a person writes.
 *
 * <p>An instant at midnight UTC is its date, any other its ISO form; numbers have no needless zeros.
 */
final class ScalarText {
  static final long MICROS_OF_DAY = 86_400_000_000L;
  private static final int CACHE = 1024;

  private final ValueDictionary values;
  private final long[] cachedInstants = new long[CACHE];
  private final int[] cachedCodes = new int[CACHE];

  ScalarText(ValueDictionary values) {
    this.values = values;
  }

  /** Answers the codes of all rows. */
  void read(FieldVector vector, int[] into) {
    int rows = vector.getValueCount();
    boolean nulls = vector.getNullCount() > 0;
    for (int row = 0; row < rows; row++) {
      if (nulls && vector.isNull(row)) {
        into[row] = values.nullCode();
      } else if (vector instanceof TimeStampMicroVector instants) {
        into[row] = instant(instants.get(row));
      } else if (vector instanceof BitVector bits) {
        into[row] = values.code(bits.get(row) == 1 ? "true" : "false");
      } else {
        BigDecimal number =
            vector instanceof DecimalVector narrow
                ? narrow.getObject(row)
                : ((Decimal256Vector) vector).getObject(row);
        into[row] = values.code(Wide.canonical(number).toPlainString());
      }
    }
  }

  private int instant(long micros) {
    int slot = (int) ((micros / 1_000_003) & CACHE - 1);
    if (cachedInstants[slot] == micros && cachedCodes[slot] > 0) {
      return cachedCodes[slot] - 1;
    }
    int code = values.code(text(micros));
    cachedInstants[slot] = micros;
    cachedCodes[slot] = code + 1;
    return code;
  }

  private static String text(long micros) {
    return Math.floorMod(micros, MICROS_OF_DAY) == 0
        ? LocalDate.ofEpochDay(micros / MICROS_OF_DAY).toString()
        : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
