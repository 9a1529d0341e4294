package io.plimsoll.host.anomaly;

import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Settling;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What was known of the days of each series one and two days later, beside what they cost in the end: as parts of the last
 * four weeks, and as amounts of the two days that are not final yet. Some 80 bytes a series; one that is no longer among
 * the series is forgotten. Not thread-safe.
 */
final class SettlingRecord {
  private static final byte FORM = 1;

  /** A part is kept in a byte. */
  private static final int STEPS = 255;

  private final LocalDate asOf;
  private final Map<Long, Entry> entries;

  private SettlingRecord(LocalDate asOf, Map<Long, Entry> entries) {
    this.asOf = asOf;
    this.entries = entries;
  }

  /** Of which nothing is known. */
  static SettlingRecord empty() {
    return new SettlingRecord(LocalDate.EPOCH, Map.of());
  }

  /** What {@link #bytes} wrote; empty for what an earlier or later form wrote. */
  static SettlingRecord read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
      if (in.readByte() != FORM) {
        return empty();
      }
      LocalDate asOf = LocalDate.ofEpochDay(in.readLong());
      int count = in.readInt();
      Map<Long, Entry> entries = new HashMap<>(count * 2);
      for (int i = 0; i < count; i++) {
        entries.put(in.readLong(), Entry.read(in));
      }
      return new SettlingRecord(asOf, entries);
    } catch (IOException e) {
      return empty();
    }
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, fast, 1 << 16))) {
      out.writeByte(FORM);
      out.writeLong(asOf.toEpochDay());
      out.writeInt(entries.size());
      for (Map.Entry<Long, Entry> entry : entries.entrySet()) {
        out.writeLong(entry.getKey());
        entry.getValue().write(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      fast.end();
    }
    return bytes.toByteArray();
  }

  /** What each series is, by which it is found again; the same in every process. */
  static long[] keys(List<CostSeries> series) {
    return series.stream().mapToLong(one -> Judgements.fingerprint(one.key())).toArray();
  }

  /**
   * The record with what an evaluation sees: what was young before and is final now becomes a part of the last weeks, what
   * is young now is noted. A second look on the same day replaces the first.
   *
   * @param keys of the series, in their order
   * @param day of the evaluation
   */
  SettlingRecord seen(List<CostSeries> series, long[] keys, LocalDate day) {
    long passed = day.toEpochDay() - asOf.toEpochDay();
    Map<Long, Entry> next = new HashMap<>(series.size() * 2);
    for (int i = 0; i < keys.length; i++) {
      Entry before = entries.getOrDefault(keys[i], Entry.NONE);
      next.put(keys[i], before.seen(series.get(i), series.get(i).indexOf(day), passed));
    }
    return new SettlingRecord(day, next);
  }

  /**
   * The series with what is known of how their figures come in.
   *
   * @param keys of the series, in their order
   */
  List<CostSeries> on(List<CostSeries> series, long[] keys) {
    List<CostSeries> known = new ArrayList<>(series.size());
    for (int i = 0; i < keys.length; i++) {
      Entry entry = entries.getOrDefault(keys[i], Entry.NONE);
      known.add(series.get(i).settling(usual(entry.afterOne), usual(entry.afterTwo)));
    }
    return known;
  }

  private static Settling usual(byte[] parts) {
    double[] shares = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      shares[i] = (parts[i] & 0xFF) / (double) STEPS;
    }
    return SettlingShares.usual(shares, shares.length);
  }

  /**
   * One series.
   *
   * @param afterOne what part of a day was known one day later, the latest first
   * @param afterTwo the same two days later
   * @param yesterday what is known of the day before the evaluation
   * @param before what was known one day later of the day before that
   * @param beforeNow what is known of it now; what was not seen is not a number
   */
  private record Entry(byte[] afterOne, byte[] afterTwo, float yesterday, float before, float beforeNow) {
    static final Entry NONE = new Entry(new byte[0], new byte[0], Float.NaN, Float.NaN, Float.NaN);

    Entry seen(CostSeries series, int today, long passed) {
      float yesterdayNow = cost(series, today - 1);
      float dayBeforeNow = cost(series, today - 2);
      if (passed == 0) {
        return new Entry(afterOne, afterTwo, yesterdayNow, before, dayBeforeNow);
      }
      if (passed < 0) {
        return new Entry(afterOne, afterTwo, yesterdayNow, Float.NaN, dayBeforeNow);
      }
      int final1 = today - (int) Math.min(passed, today) - EvaluationContext.FINAL_AFTER_DAYS + 1;
      byte[] one = with(afterOne, before, cost(series, final1));
      byte[] two = with(afterTwo, beforeNow, cost(series, final1));
      if (passed > 1) {
        one = with(one, yesterday, cost(series, final1 + 1));
      }
      return new Entry(one, two, yesterdayNow, passed == 1 ? yesterday : Float.NaN, dayBeforeNow);
    }

    private static float cost(CostSeries series, int day) {
      return day >= 0 && day < series.days() ? (float) series.cost(day) : Float.NaN;
    }

    private static byte[] with(byte[] parts, float known, float inTheEnd) {
      double share = SettlingShares.share(known, inTheEnd);
      if (!(share > 0)) {
        return parts;
      }
      byte[] longer = new byte[Math.min(SettlingShares.DAYS, parts.length + 1)];
      longer[0] = (byte) Math.max(1, Math.round(share * STEPS));
      System.arraycopy(parts, 0, longer, 1, longer.length - 1);
      return longer;
    }

    void write(DataOutputStream out) throws IOException {
      out.writeByte(afterOne.length);
      out.write(afterOne);
      out.writeByte(afterTwo.length);
      out.write(afterTwo);
      out.writeFloat(yesterday);
      out.writeFloat(before);
      out.writeFloat(beforeNow);
    }

    static Entry read(DataInputStream in) throws IOException {
      byte[] one = new byte[in.readUnsignedByte()];
      in.readFully(one);
      byte[] two = new byte[in.readUnsignedByte()];
      in.readFully(two);
      return new Entry(one, two, in.readFloat(), in.readFloat(), in.readFloat());
    }
  }
}
