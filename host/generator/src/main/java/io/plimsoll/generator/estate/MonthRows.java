package io.plimsoll.generator.estate;

import io.plimsoll.generator.fault.Fault;
import io.plimsoll.generator.table.Amounts;
import io.plimsoll.generator.table.Axis;
import io.plimsoll.generator.table.Batch;
import io.plimsoll.generator.table.Measure;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;

/**
 * The rows of one billing month as one run exports them.
 *
 * <p>Every row has a place in a shuffled order that depends on the estate and the month alone, so any part
 * can be made without the ones before it.
 */
public final class MonthRows {
  private static final int LATE_ONE_IN = 50;

  private final Estate estate;
  private final MonthSlice slice;
  private final Lines lines;
  private final List<SingleCharge> singles;
  private final int days;
  private final long usage;
  private final int rounding;
  private final long total;
  private final long step;

  /** The rows of this slice. */
  public MonthRows(Estate estate, MonthSlice slice) {
    this.estate = estate;
    this.slice = slice;
    days = slice.month().lengthOfMonth();
    long rows = slice.rowsOfLongMonth();
    int commitments = (int) Math.min(estate.spec().commitments(), rows / 400);
    int roughly = (int) Math.max(1, rows / 31);
    int others = SingleCharges.countInLongMonth(
        estate, new Lines(estate, Math.min(roughly, 400), commitments), rows, slice.faults());
    long left = Math.max(0, rows - others);
    boolean small = rows < 5_000;
    int count = (int) (small ? (left + 30) / 31 : left / 31);
    lines = new Lines(estate, count, commitments);
    singles = SingleCharges.of(estate, slice.month(), lines, rows, slice.faults());
    // a small month cuts its last line short, a large one makes up the number with rounding differences
    usage = small ? Math.min(left, (long) count * days) : (long) count * days;
    rounding = small ? 0 : (int) (left - count * 31L);
    total = usage + singles.size() + rounding;
    step = coprime(total);
  }

  /** Rows that one of so many parts has at most, when none is repeated. */
  public long partSize(int parts) {
    return total / parts + 1;
  }

  /** One of so many parts of about the same size. */
  public Cursor part(int number, int parts) {
    return new Cursor(total * number / parts, total * (number + 1) / parts);
  }

  private static long coprime(long total) {
    long step = Math.max(1, (long) (total * 0.6180339887498949));
    while (gcd(step, total) != 1) {
      step++;
    }
    return step;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** Fills batches with the rows of a part. */
  public final class Cursor {
    private final long end;
    private final boolean[] weekend = new boolean[31];
    private final int firstDay;
    private final int endDay;
    private final long firstEpochDay = slice.month().atDay(1).toEpochDay();
    private final int firstPeriod = Calendar.code(slice.month(), slice.month().atDay(1));
    private final boolean repeats = slice.faults().contains(Fault.REPEATED_ROWS);
    private final boolean shouts = slice.faults().contains(Fault.RESOURCE_ID_CASE);
    private long at;
    private long next;

    private Cursor(long from, long end) {
      this.at = from;
      this.end = end;
      // below 2^63 for any month of fewer than three billion rows
      this.next = total == 0 ? 0 : (from * step + (estate.seed() >>> 40) % total) % total;
      LocalDate first = slice.month().atDay(1);
      firstDay = (int) Math.max(0, slice.from().toEpochDay() - first.toEpochDay());
      endDay = (int) Math.min(days, slice.to().toEpochDay() - first.toEpochDay());
      for (int day = 0; day < days; day++) {
        weekend[day] = first.plusDays(day).getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
      }
    }

    /** Fills the batch from where the last one ended; answers false when no row is left. */
    public boolean fill(Batch batch) {
      while (at < end && !batch.isFull()) {
        long place = next;
        next += step;
        if (next >= total) {
          next -= total;
        }
        at++;
        int before = batch.rows();
        if (place < usage) {
          int line = (int) (place / days);
          use(batch, line, (int) (place - (long) line * days));
        } else if (place < usage + singles.size()) {
          charge(batch, singles.get((int) (place - usage)));
        } else {
          round(batch, (int) (place - usage - singles.size()));
        }
        if (repeats && place % 200 == 7 && batch.rows() > before && !batch.isFull()) {
          batch.repeat(before);
        }
      }
      return batch.rows() > 0;
    }

    private void use(Batch batch, int line, int day) {
      if (day < firstDay || day >= endDay) {
        return;
      }
      if (slice.lateMissing() && day >= endDay - 3
          && Hash.below(LATE_ONE_IN, estate.seed(), line * 64L + day, 101) == 0) {
        return;
      }
      long epochDay = firstEpochDay + day;
      int covered = lines.commitment(line);
      int row = batch.rows();
      Meter meter = estate.meter(lines.meter(line));
      int level = 0;
      ChargeKind kind = ChargeKind.ON_DEMAND;
      long quantity;
      int scale;
      if (covered == 0) {
        quantity = lines.quantity(line, epochDay, weekend[day]);
        if (slice.restatement() > 0 && Hash.below(20, estate.seed(), line, 102) == 0) {
          quantity = quantity * (100 + 4L * slice.restatement()) / 100;
        }
        scale = meter.usage().scale();
      } else {
        quantity = lines.hours(line, epochDay);
        scale = 0;
        boolean reservation = lines.commitments().get(covered - 1).reservation();
        kind = reservation ? ChargeKind.RESERVATION_USED : ChargeKind.PLAN_USED;
        level = reservation ? 1 : 2;
      }
      code(batch, row, lines.resource(line), meter.index(), level, firstPeriod + day, kind, covered);
      price(batch, row, meter, level, quantity, scale);
      batch.add();
    }

    private void code(
        Batch batch, int row, int resource, int meter, int level, int period, ChargeKind kind, int commitment) {
      batch.codes(Axis.RESOURCE)[row] = shouts && (period & 1) != 0 ? estate.inUpperCase(resource) : resource;
      batch.codes(Axis.METER)[row] = meter;
      batch.codes(Axis.PRICE)[row] = SingleCharges.price(meter, level);
      batch.codes(Axis.PERIOD)[row] = period;
      batch.codes(Axis.KIND)[row] = kind.ordinal();
      batch.codes(Axis.COMMITMENT)[row] = commitment;
    }

    private void price(Batch batch, int row, Meter meter, int level, long quantity, int scale) {
      int max = slice.costScale();
      product(batch, row, Measure.CONTRACTED, meter.contracted().billing(), quantity, scale, max);
      product(batch, row, Measure.CONTRACTED_USD, meter.contracted().usd(), quantity, scale, max);
      product(batch, row, Measure.LIST, meter.list().billing(), quantity, scale, max);
      product(batch, row, Measure.LIST_USD, meter.list().usd(), quantity, scale, max);
      batch.amounts(Measure.CONSUMED).product(row, quantity, scale, meter.usage().block(), 0, 28);
      batch.amounts(Measure.PRICED).product(row, quantity, scale, 1, 0, 28);
      if (level == 0) {
        Amounts contracted = batch.amounts(Measure.CONTRACTED);
        Amounts contractedUsd = batch.amounts(Measure.CONTRACTED_USD);
        batch.amounts(Measure.BILLED).copy(row, contracted, row);
        batch.amounts(Measure.EFFECTIVE).copy(row, contracted, row);
        batch.amounts(Measure.BILLED_USD).copy(row, contractedUsd, row);
        batch.amounts(Measure.EFFECTIVE_USD).copy(row, contractedUsd, row);
        batch.amounts(Measure.COMMITTED).setNull(row);
      } else {
        Meter.Prices covered = level == 1 ? meter.reserved() : meter.planned();
        batch.amounts(Measure.BILLED).setZero(row);
        batch.amounts(Measure.BILLED_USD).setZero(row);
        product(batch, row, Measure.EFFECTIVE, covered.billing(), quantity, scale, max);
        product(batch, row, Measure.EFFECTIVE_USD, covered.usd(), quantity, scale, max);
        batch.amounts(Measure.COMMITTED).product(row, quantity, scale, 1, 0, 28);
      }
    }

    private void product(Batch batch, int row, Measure measure, Price price, long quantity, int scale, int max) {
      batch.amounts(measure).product(row, price.digits(), price.scale(), quantity, scale, max);
    }

    private void charge(Batch batch, SingleCharge charge) {
      if (charge.posted().isBefore(slice.from()) || !charge.posted().isBefore(slice.to())) {
        return;
      }
      int chargeDay = charge.period() - firstPeriod;
      if (firstDay > 0 && (chargeDay < firstDay || chargeDay >= endDay)) {
        // Whoever asks for some days of a month gets charges of these days, and no correction of others.
        return;
      }
      int row = batch.rows();
      code(batch, row, charge.resource(), charge.meter(), charge.priceLevel(), charge.period(), charge.kind(),
          charge.commitment());
      if (!charge.consumed()) {
        batch.codes(Axis.METER)[row] = estate.notConsumed(charge.meter());
      }
      int max = slice.costScale();
      cost(batch, row, Measure.BILLED, Measure.BILLED_USD, charge.billed(), max);
      cost(batch, row, Measure.EFFECTIVE, Measure.EFFECTIVE_USD, charge.effective(), max);
      cost(batch, row, Measure.LIST, Measure.LIST_USD, charge.list(), max);
      cost(batch, row, Measure.CONTRACTED, Measure.CONTRACTED_USD, charge.contracted(), max);
      BigDecimal quantity = charge.quantity();
      BigDecimal block = BigDecimal.valueOf(estate.meter(charge.meter()).usage().block());
      batch.amounts(Measure.PRICED).set(row, quantity, 28);
      batch.amounts(Measure.CONSUMED)
          .set(row, charge.consumed() && quantity != null ? quantity.multiply(block) : null, 28);
      batch.amounts(Measure.COMMITTED)
          .set(row, charge.kind().status() != null ? quantity : null, 28);
      batch.add();
    }

    private void cost(Batch batch, int row, Measure billing, Measure usd, Money money, int max) {
      batch.amounts(billing).set(row, money.billing(), max);
      batch.amounts(usd).set(row, money.usd(), max);
    }

    private void round(Batch batch, int number) {
      int day = number % days;
      if (day < firstDay || day >= endDay) {
        return;
      }
      int row = batch.rows();
      int meter = Service.TAX * Meter.PER_SERVICE;
      LocalDate date = slice.month().atDay(1 + day);
      code(batch, row, estate.tax(0), meter, 0, Calendar.code(slice.month(), date), ChargeKind.ROUNDING, 0);
      batch.codes(Axis.METER)[row] = estate.notConsumed(meter);
      Money money = Money.ofUsd(
          BigDecimal.valueOf(Hash.below(199, estate.seed(), number, 103) - 99L, 6), estate.rate());
      cost(batch, row, Measure.BILLED, Measure.BILLED_USD, money, slice.costScale());
      cost(batch, row, Measure.EFFECTIVE, Measure.EFFECTIVE_USD, money, slice.costScale());
      cost(batch, row, Measure.LIST, Measure.LIST_USD, money, slice.costScale());
      cost(batch, row, Measure.CONTRACTED, Measure.CONTRACTED_USD, money, slice.costScale());
      batch.amounts(Measure.PRICED).setNull(row);
      batch.amounts(Measure.CONSUMED).setNull(row);
      batch.amounts(Measure.COMMITTED).setNull(row);
      batch.add();
    }
  }
}
